// What is shorter is not a secret, and would redact words that have nothing to do with it.
const SHORTEST_SECRET = 8;
// A server can hand out nonces and tokens without end; the latest ones are those that it can still say back.
const MOST_REMEMBERED = 12;
const MOST_KEPT = 8;
// The beginning of a secret gives it away; to look for more of it would make the search slower with each character.
const COMPARED = 16;
const PERCENT = "%".charCodeAt(0);
const BACKSLASH = "\\".charCodeAt(0);
const DIGEST_SECRET =
  /\b(?:username|nonce|cnonce|response|opaque)[ \t]*=[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^",\s]+))/gi;
const PARAMETER = /=[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^",\s=]+))/g;

/** The strings of one client that no error, warning or event may show. */
export interface Secrets {
  /** Remembers the credentials of an `Authorization` header; of many headers, those of the latest. */
  remember(authorization: string): void;
  /** Keeps a secret for as long as the client lives. */
  keep(secret: string): void;
  /**
   * Replaces each secret by `***`: spelled as it is, with escapes of JSON, or percent-encoded, in any mixture. One pass,
   * linear in the length of the text.
   */
  redact(text: string): string;
}

/** Makes a collection without secrets. */
export function createSecrets(): Secrets {
  const kept = new Set<string>();
  const remembered = new Set<string>();
  let index = createIndex([]);

  const add = (secrets: Set<string>, secret: string, most: number): void => {
    if (secret.length < SHORTEST_SECRET) return;
    // Added anew, so that the first is the one that was used longest ago.
    const isNew = !secrets.delete(secret);
    secrets.add(secret);
    if (!isNew) return;
    const [oldest = ""] = secrets;
    if (secrets.size > most) secrets.delete(oldest);
    index = createIndex([...new Set([...kept, ...remembered])]);
  };
  return {
    remember: (authorization) => {
      for (const secret of secretsOf(authorization)) add(remembered, secret, MOST_REMEMBERED);
    },
    keep: (secret) => add(kept, secret, MOST_KEPT),
    redact: (text) => redact(text, index),
  };
}

interface Index {
  /** For each character code below 256, and at 256 for all others, whether a secret or an escape begins with it. */
  readonly starts: Uint8Array;
  /** The secrets that begin with a character. */
  readonly secrets: ReadonlyMap<number, readonly string[]>;
}

function createIndex(secrets: readonly string[]): Index {
  const starts = new Uint8Array(257);
  starts[PERCENT] = starts[BACKSLASH] = 1;
  const byFirst = new Map<number, string[]>();
  for (const secret of secrets) {
    const first = secret.charCodeAt(0);
    starts[Math.min(first, 256)] = 1;
    byFirst.set(first, [...(byFirst.get(first) ?? []), secret]);
  }
  return { starts, secrets: byFirst };
}

function redact(text: string, { starts, secrets }: Index): string {
  let clean = "";
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    if (starts[Math.min(text.charCodeAt(at), 256)] !== 1) {
      at += 1;
      continue;
    }
    let end = at;
    for (const secret of secrets.get(text.charCodeAt(at)) ?? []) end = Math.max(end, endOfLiteral(text, at, secret));
    for (const secret of secrets.get(spellingAt(text, at) >> 3) ?? [])
      end = Math.max(end, endOfSpelled(text, at, secret));
    if (end === at) {
      at += 1;
    } else {
      clean += `${text.slice(copied, at)}***`;
      at = end;
      copied = end;
    }
  }
  return copied === 0 ? text : clean + text.slice(copied);
}

// Where a secret ends that stands here as it is, or that begins here and is cut short; `at` if it does not stand here.
function endOfLiteral(text: string, at: number, secret: string): number {
  if (!text.startsWith(secret.slice(0, COMPARED), at)) return at;
  let length = Math.min(COMPARED, secret.length);
  while (length < secret.length && text.charCodeAt(at + length) === secret.charCodeAt(length)) length += 1;
  return at + length;
}

// The same, where any of its characters can be escaped.
function endOfSpelled(text: string, start: number, secret: string): number {
  let at = start;
  for (let index = 0; index < secret.length; index += 1) {
    const spelling = spellingAt(text, at);
    if (spelling >> 3 !== secret.charCodeAt(index)) return index < COMPARED ? start : at;
    at += spelling & 7;
  }
  return at;
}

/** The character that is spelled at a position: its code times 8, plus the length of its spelling. */
function spellingAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === PERCENT) {
    const hex = /^[\da-f]{2}$/i.test(text.slice(at + 1, at + 3)) ? text.slice(at + 1, at + 3) : undefined;
    if (hex !== undefined) return Number.parseInt(hex, 16) * 8 + 3;
  } else if (code === BACKSLASH) {
    const hex = /^u[\da-f]{4}$/i.test(text.slice(at + 1, at + 6)) ? text.slice(at + 2, at + 6) : undefined;
    if (hex !== undefined) return Number.parseInt(hex, 16) * 8 + 6;
    // JSON may put it before a slash, and must before a quotation mark and itself.
    if (/^["\\/]/.test(text.charAt(at + 1))) return text.charCodeAt(at + 1) * 8 + 2;
  }
  return code * 8 + 1;
}

/** The secrets in the value of an `Authorization` header. */
export function secretsOf(authorization: string): string[] {
  const [, scheme = "", credentials = authorization] = /^(\S+)\s+(.+)$/s.exec(authorization.trim()) ?? [];
  const parameters = (pattern: RegExp) =>
    [...credentials.matchAll(pattern)].flatMap(([, quoted, bare = ""]) =>
      quoted === undefined ? [bare] : [quoted, quoted.replace(/\\(.)/g, "$1")],
    );
  switch (scheme.toLowerCase()) {
    case "digest":
      return parameters(DIGEST_SECRET);
    case "basic":
      return [credentials, passwordOf(credentials)];
    default:
      return [credentials, ...parameters(PARAMETER)];
  }
}

function passwordOf(credentials: string): string {
  try {
    return /:(.*)$/s.exec(atob(credentials))?.[1] ?? "";
  } catch {
    return "";
  }
}
