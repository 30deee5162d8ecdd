import type { DigestHash } from "../auth/digest.js";
import type { JsonSchema } from "./contract.js";
import { closedSchema, countSchema, durationSchema } from "./set-up.js";

/**
 * Which callers an emulator accepts. Without it, it accepts every bearer token but those of its own that have expired or were revoked,
 * every service account and every API key.
 *
 * @example
 * ```ts
 * const credentials: EmulatedCredentials = {
 *   serviceAccounts: [{ clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_1" }],
 *   tokens: [],
 * };
 * ```
 */
export interface EmulatedCredentials {
  /** The bearer tokens that are valid for ever, beside those that service accounts get. @default any */
  readonly tokens?: readonly string[];
  /** @default any */
  readonly serviceAccounts?: readonly { readonly clientId: string; readonly clientSecret: string }[];
  /** @default any */
  readonly apiKeys?: readonly { readonly publicKey: string; readonly privateKey: string }[];
  /**
   * Hashes for Digest, as lower-case hexadecimal digits. No platform but Node has MD5, so without it the form of Digest is
   * checked, its nonce and its user, but not what proves that the private key is known.
   */
  readonly hash?: DigestHash;
  /** How long a token is valid, in seconds. @default 3600 */
  readonly tokenLifetimeS?: number;
  /** How many tokens a service account gets in a minute. @default 10 */
  readonly tokensPerMinute?: number;
  /** How long a nonce of Digest is valid, in seconds. @default 300 */
  readonly nonceLifetimeS?: number;
}

type Pair<Name extends string> = Readonly<Record<Name, string>>;
const secret: JsonSchema = { type: "string", minLength: 1, writeOnly: true };
const secrets = (items: JsonSchema): JsonSchema => ({ type: "array", items, writeOnly: true });
const account = closedSchema<Pair<"clientId" | "clientSecret">>(
  { clientId: secret, clientSecret: secret },
  "clientId",
  "clientSecret",
);
const key = closedSchema<Pair<"publicKey" | "privateKey">>(
  { publicKey: secret, privateKey: secret },
  "publicKey",
  "privateKey",
);

/** The allowed properties of credentials. None of them is shown in a message. */
export const credentialsSchema: JsonSchema = {
  ...closedSchema<EmulatedCredentials>({
    tokens: secrets(secret),
    serviceAccounts: secrets({ ...account, writeOnly: true }),
    apiKeys: secrets({ ...key, writeOnly: true }),
    hash: { type: "function" },
    tokenLifetimeS: durationSchema,
    tokensPerMinute: countSchema,
    nonceLifetimeS: durationSchema,
  }),
  writeOnly: true,
};
