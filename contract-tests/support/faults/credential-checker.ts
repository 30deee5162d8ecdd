import { createHash, randomBytes } from "node:crypto";
import { TOKEN } from "../failure.js";
import { type ReceivedRequest, sendJson } from "../loopback.js";
import type { Exchange } from "./fault.js";

/** The credentials that a fault server accepts. */
export const CLIENT_ID = "mdb_sa_id_1234567890abcdef12345678";
export const CLIENT_SECRET = "mdb_sa_sk_5_Secret-of-the-account_~";
export const PUBLIC_KEY = "pubkeyab";
export const PRIVATE_KEY = "01234567-89ab-cdef-0123-456789abcdef";

/** A token that reaches the client in an unusable response. */
export const ODD_TOKEN = "secret-of-today";

/** Checks credentials, and rejects requests without valid ones. */
export interface CredentialChecker {
  allows(request: ReceivedRequest): boolean;
  /** The response to requests without a script. */
  readonly usual: Record<"api" | "token" | "rejected", (exchange: Pick<Exchange, "request" | "response">) => void>;
  /** The secrets that no error, warning or event may show: the fixed credentials, and everything that was issued. */
  secrets(): string[];
  /** Issues a nonce, which is valid from now on. */
  giveNonce(): string;
  /** Invalidates all tokens and nonces that were issued. */
  forget(): void;
}

/** A cluster, as the response to every request. */
export const CLUSTER = { name: "shop-dev", stateName: "UPDATING" };

/** Makes a checker that issues tokens, checks Digest itself and knows one fixed token. */
export function createCredentialChecker(): CredentialChecker {
  const tokens = new Set<string>();
  const nonces = new Set<string>();
  const given: string[] = [];
  const give = (kind: Set<string>, value: string) => {
    kind.add(value);
    given.push(value);
    return value;
  };
  const giveNonce = () => give(nonces, randomBytes(16).toString("hex"));
  return {
    allows: ({ method, target, headers: { authorization = "" } }) => {
      const [scheme, credentials = ""] = authorization.split(" ");
      if (scheme === "Digest") return checkDigest(authorization, method, target, nonces);
      return credentials === TOKEN || tokens.has(credentials);
    },
    usual: {
      api: ({ response }) => sendJson(response, 200, CLUSTER),
      token: ({ response, request }) => {
        const expected = `Basic ${Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64")}`;
        if (request.headers.authorization !== expected) {
          sendJson(response, 401, { error: "invalid_client" });
        } else if (request.target.endsWith("/revoke")) {
          tokens.delete(new URLSearchParams(request.body).get("token") ?? "");
          response.writeHead(200).end();
        } else {
          const access_token = give(tokens, `token-${randomBytes(12).toString("hex")}`);
          sendJson(response, 200, { access_token, expires_in: 3600, token_type: "Bearer" });
        }
      },
      rejected: ({ response, request }) => {
        const { authorization = "" } = request.headers;
        const stale = authorization.startsWith("Digest ") && !nonces.has(digestParameter(authorization, "nonce"));
        const challenge = digestChallenge(giveNonce(), stale);
        sendJson(response, 401, { error: 401, errorCode: "UNEXPECTED_ERROR" }, { "WWW-Authenticate": challenge });
      },
    },
    secrets: () => {
      const basic = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64");
      return [TOKEN, ODD_TOKEN, CLIENT_SECRET, basic, PUBLIC_KEY, PRIVATE_KEY, ...given];
    },
    giveNonce,
    forget: () => {
      tokens.clear();
      nonces.clear();
    },
  };
}

/** A challenge as Atlas sends it, with some values unquoted. */
export function digestChallenge(nonce: string, stale = false): string {
  return `Digest realm="MMS Public API", domain="", nonce="${nonce}", algorithm=MD5, qop="auth", stale=${stale}`;
}

function checkDigest(authorization: string, method: string, target: string, nonces: Set<string>): boolean {
  const parameter = (name: string) => digestParameter(authorization, name);
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const a1 = md5(`${PUBLIC_KEY}:MMS Public API:${PRIVATE_KEY}`);
  const parts = [a1, ...["nonce", "nc", "cnonce", "qop"].map(parameter), md5(`${method}:${target}`)];
  return (
    nonces.has(parameter("nonce")) &&
    parameter("username") === PUBLIC_KEY &&
    parameter("uri") === target &&
    parameter("response") === md5(parts.join(":"))
  );
}

function digestParameter(header: string, name: string): string {
  return new RegExp(`[ ,]${name}="?([^",]*)`).exec(header)?.[1] ?? "";
}
