import { createSecrets } from "../../../src/redaction/secrets.js";

/** Removes the credentials that it has seen from strings. */
export interface Redactor {
  /** Notes the secrets of a request's or a response's headers. */
  note(headers: Headers): void;
  /** A string without the secrets that it has seen. */
  text(text: string): string;
  /** Headers that can be shown. */
  headers(headers: Headers): { name: string; value: string }[];
}

// Of these only the scheme is shown.
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
