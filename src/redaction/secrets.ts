import { AtlasConfigurationError } from "../errors.js";
import { createIndex, redact, type SecretIndex } from "./redact.js";

// What is shorter is not a secret, and would redact words that have nothing to do with it.
const SHORTEST_SECRET = 8;
// A server can hand out nonces and tokens without end; the latest ones are those that it can still say back.
const MOST = 1_000;
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
  let index: SecretIndex | undefined;
  let latest: string | undefined;

  const add = (secrets: Set<string>, secret: string): void => {
    if (secret.length < SHORTEST_SECRET) return;
    // Added anew, so that the first is the one that was used longest ago.
    const isNew = !secrets.delete(secret);
    secrets.add(secret);
    if (!isNew) return;
    const [oldest = ""] = secrets;
    if (secrets.size > MOST) secrets.delete(oldest);
    index = undefined;
  };
  return {
    remember: (authorization) => {
      // The usual case: the same token, call after call.
      if (authorization === latest) return;
      latest = authorization;
      for (const secret of secretsOf(authorization)) add(remembered, secret);
    },
    keep: (secret) => {
      if (typeof secret !== "string")
        throw new AtlasConfigurationError("The secret", "of keepSecret() must be a string");
      add(kept, secret);
    },
    redact: (text) => {
      // Made when it is needed: most calls show nothing.
      index ??= createIndex(new Set([...kept, ...remembered]));
      return redact(text, index);
    },
  };
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
