import { AtlasConfigurationError } from "../errors.js";
import { createIndex, redact, type SecretIndex } from "./redact.js";

// A shorter string is not a secret, and would redact unrelated words.
const MIN_SECRET_LENGTH = 8;
// A server can issue any number of nonces and tokens. It is likely to echo only the latest.
const MAX_SECRETS = 1_000;
const DIGEST_SECRET =
  /\b(?:username|nonce|cnonce|response|opaque)[ \t]*=[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^",\s]+))/gi;
const PARAMETER = /=[ \t]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^",\s=]+))/g;

/** The strings that one client must redact in errors, warnings and events. */
export interface Secrets {
  /** Remembers the credentials of an `Authorization` header; only the latest are remembered. */
  remember(authorization: string): void;
  /** Remembers a secret that is not in a header; sent credentials don't displace it. */
  keep(secret: string): void;
  /**
   * Replaces each secret with `***`, whether written plainly, with JSON escapes, percent-encoded, or mixed. Takes
   * linear time in the length of the text.
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
    if (secret.length < MIN_SECRET_LENGTH) return;
    // Added again, so that the first one is the least recently used.
    const isNew = !secrets.delete(secret);
    secrets.add(secret);
    if (!isNew) return;
    const [oldest = ""] = secrets;
    if (secrets.size > MAX_SECRETS) secrets.delete(oldest);
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
      // Created on demand: most calls redact nothing.
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
