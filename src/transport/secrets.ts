// What is shorter is no secret, and would black out words that have nothing to do with it.
const SHORTEST_SECRET = 8;
const DIGEST_SECRET =
  /\b(?:username|nonce|cnonce|nextnonce|response|rspauth|opaque)[ \t]*=[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^",\s]+))/gi;
const QUOTED = /"([^"\\]*(?:\\.[^"\\]*)*)"/g;

/** What must not be shown of an `Authorization` header: the credentials, and of Basic the password itself as well. */
export function secretsOfAuthorization(authorization: string): string[] {
  const [scheme = "", credentials = ""] = splitOnce(authorization.trim(), " ");
  switch (scheme.toLowerCase()) {
    case "digest":
      return secretsOfDigest(authorization);
    case "basic":
      return long([credentials, passwordOf(credentials)]);
    default:
      // A scheme of somebody's own: what it quotes is said back without the quotation marks, too.
      return long([credentials.trim() || scheme, ...forms([...credentials.matchAll(QUOTED)].map(([, text]) => text))]);
  }
}

/** What must not be shown of a Digest header, of either side. */
export function secretsOfDigest(header: string): string[] {
  return long(forms([...header.matchAll(DIGEST_SECRET)].map(([, quoted, bare]) => quoted ?? bare)));
}

/** Blacks secrets out. */
export function scrub(text: string, secrets: Iterable<string>): string {
  // The longest first: one can be the beginning of another.
  const sorted = [...secrets].sort((a, b) => b.length - a.length);
  return sorted.reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
}

// As a header writes them, and as they are.
function forms(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text = "") => [text, text.replace(/\\(.)/g, "$1")]))];
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
