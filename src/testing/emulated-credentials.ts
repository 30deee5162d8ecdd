import type { DigestHash } from "../auth/digest.js";
import type { JsonSchema } from "./contract.js";
import { closedSchema, countSchema, durationSchema } from "./set-up.js";

/**
 * The credentials that an emulator accepts. By default, it accepts every service account, every API key, and every
 * bearer token except its own expired or revoked ones.
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
  /** Bearer tokens that never expire, in addition to those issued to service accounts. @default any */
  readonly tokens?: readonly string[];
  /** @default any */
  readonly serviceAccounts?: readonly { readonly clientId: string; readonly clientSecret: string }[];
  /** @default any */
  readonly apiKeys?: readonly { readonly publicKey: string; readonly privateKey: string }[];
  /**
   * Hashes for Digest, as lower-case hexadecimal digits. Other platforms than Node lack MD5. Without `hash`, the form,
   * the nonce and the username of Digest credentials are checked, but not the proof of the private key.
   */
  readonly hash?: DigestHash;
  /** How long a token is valid, in seconds. @default 3600 */
  readonly tokenLifetimeS?: number;
  /** How many tokens a service account gets per minute. @default 10 */
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

/** The allowed properties of credentials. No message shows their values. */
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
