import { createSecrets } from "../../../src/redaction/secrets.js";

/** Keeps out of texts what has been seen of credentials. */
export interface Redactor {
  /** Notes the secrets of a request's or a response's headers. */
  note(headers: Headers): void;
  /** A text without the secrets that have been noted. */
  text(text: string): string;
  /** Headers that can be shown. */
  headers(headers: Headers): { name: string; value: string }[];
}

// Of these nothing is shown but the scheme, whatever it is that they hold.
const HIDDEN = [
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "authentication-info",
  "www-authenticate",
];

/** Makes a redactor that has seen nothing yet. */
export function createRedactor(): Redactor {
  const secrets = createSecrets();
  const text = secrets.redact;
  return {
    note: (headers) => {
      const authorization = headers.get("Authorization");
      if (authorization) secrets.remember(authorization);
    },
    text,
    headers: (headers) =>
      [...headers].map(([name, value]) => {
        const [scheme = ""] = /^(?:Bearer|Digest|Basic)(?= )/i.exec(value) ?? [];
        return { name, value: HIDDEN.includes(name.toLowerCase()) ? `${scheme} ***`.trim() : text(value) };
      }),
  };
}
