import type { Challenge } from "./www-authenticate.js";

/**
 * A hash function of the platform: takes the algorithm's name in Digest and a text, and returns lower-case hexadecimal
 * digits.
 */
export type DigestHash = (algorithm: "MD5" | "SHA-256", text: string) => string;

/** A Digest challenge that is supported. */
export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  readonly hash: "MD5" | "SHA-256";
  /** The algorithm as the server wrote it, to be sent back unchanged; missing if the server named none. */
  readonly algorithm?: string;
  /** Whether the hash of the credentials is bound to the nonce (`-sess`). */
  readonly session: boolean;
  /** The quality of protection; missing for servers older than RFC 2617. */
  readonly qop?: "auth";
  /** Whether the credentials are right and only the nonce has expired. */
  readonly stale: boolean;
}

/** The input of a response to a challenge. */
export interface DigestInput {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** The path and the query of the request, as sent. */
  readonly uri: string;
  /** How often the nonce has been used, including this time. */
  readonly count: number;
  readonly cnonce: string;
}

/**
 * Chooses the first Digest challenge whose algorithm and protection are supported: servers list the preferred ones
 * first.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7616#section-3.7
 */
export function chooseDigest(challenges: readonly Challenge[]): DigestChallenge | undefined {
  for (const { scheme, parameters } of challenges) {
    const challenge = scheme === "digest" ? readDigest(parameters) : undefined;
    if (challenge) return challenge;
  }
  return undefined;
}

function readDigest(parameters: ReadonlyMap<string, string>): DigestChallenge | undefined {
  const [realm, nonce, opaque] = ["realm", "nonce", "opaque"].map((name) => parameters.get(name));
  const algorithm = parameters.get("algorithm");
  const [, hash, session] = /^(MD5|SHA-256)(-sess)?$/i.exec(algorithm ?? "MD5") ?? [];
  const qops = (parameters.get("qop") ?? "")
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const protects = qops.length === 0 || qops.includes("auth");
  if (realm === undefined || !nonce || hash === undefined || !protects) return undefined;
  // These characters are not allowed in a header, or would split it.
  if ([realm, nonce, opaque ?? ""].some((value) => /[^\t\x20-\x7e]/.test(value))) return undefined;
  return {
    realm,
    nonce,
    ...(opaque !== undefined && { opaque }),
    hash: hash.toUpperCase() === "MD5" ? "MD5" : "SHA-256",
    ...(algorithm !== undefined && { algorithm }),
    session: session !== undefined,
    ...(qops.length > 0 && { qop: "auth" as const }),
    stale: parameters.get("stale")?.toLowerCase() === "true",
  };
}

/**
 * The `Authorization` header for a challenge.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7616#section-3.4
 */
export function digestAuthorization(challenge: DigestChallenge, input: DigestInput, hash: DigestHash): string {
  const { realm, nonce, opaque, algorithm, session, qop } = challenge;
  const { username, password, method, uri, count, cnonce } = input;
  const h = (...parts: string[]) => hash(challenge.hash, parts.join(":"));
  const nc = count.toString(16).padStart(8, "0");

  const credentials = h(username, realm, password);
  const a1 = session ? h(credentials, nonce, cnonce) : credentials;
  const a2 = h(method, uri);
  const response = qop ? h(a1, nonce, nc, cnonce, qop, a2) : h(a1, nonce, a2);
  return `Digest ${[
    `username=${quote(username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(qop ? [`qop=${qop}`, `nc=${nc}`] : []),
    // A -sess algorithm needs the cnonce even without qop: the session's key depends on it.
    ...(qop || session ? [`cnonce=${quote(cnonce)}`] : []),
    `response=${quote(response)}`,
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
  ].join(", ")}`;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}
