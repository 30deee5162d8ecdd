// What is shorter is no secret, and would black out words that have nothing to do with it.
const SHORTEST_SECRET = 8;
const DIGEST_SECRET = /\b(?:username|nonce|cnonce|nextnonce|response|rspauth|opaque)="?([^",\s]+)/gi;

/** What must not be shown of an `Authorization` header: the credentials, and of Basic the password itself as well. */
export function secretsOfAuthorization(authorization: string): string[] {
  const [scheme = "", credentials = ""] = splitOnce(authorization.trim(), " ");
  switch (scheme.toLowerCase()) {
    case "digest":
      return secretsOfDigest(authorization);
    case "basic":
      return long([credentials, passwordOf(credentials)]);
    default:
      return long([credentials.trim() || scheme]);
  }
}

/** What must not be shown of a Digest header, of either side. */
export function secretsOfDigest(header: string): string[] {
  return long([...header.matchAll(DIGEST_SECRET)].map(([, value = ""]) => value));
}

/** Blacks secrets out. */
export function scrub(text: string, secrets: Iterable<string>): string {
  let clean = text;
  for (const secret of secrets) clean = clean.replaceAll(secret, "***");
  return clean;
}

function long(secrets: readonly string[]): string[] {
  return secrets.filter(({ length }) => length >= SHORTEST_SECRET);
}

function passwordOf(credentials: string): string {
  try {
    return splitOnce(atob(credentials), ":")[1] ?? "";
  } catch {
    return "";
  }
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
