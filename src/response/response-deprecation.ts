import { parseHttpDate } from "./http-date.js";
import { parseLinkHeader } from "./link-header.js";

/**
 * What the headers of a response say about the operation's deprecation.
 *
 * @example
 * ```ts
 * const { deprecation } = await atlas.getCluster({ groupId, clusterName });
 * if (deprecation?.sunset) console.warn(`ends on ${deprecation.sunset.toISOString()}`);
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc9745
 */
export interface ResponseDeprecation {
  /** Whether the server calls the operation deprecated: by a date or by `true`; an unreadable value does not count. */
  deprecated: boolean;
  /** Since when, or from when on, if the server gives a date. */
  since?: Date;
  /** When the operation stops being available, if the server says so. */
  sunset?: Date;
  /** URLs of `Link` entries with the relations `deprecation`, `sunset` and `successor-version`. */
  links: { deprecation?: string; sunset?: string; successorVersion?: string };
  /** The headers as they came, for what could not be read. */
  raw: { deprecation?: string; sunset?: string };
}

/**
 * Reads `Deprecation`, `Sunset` and the `Link` relations that go with them; `undefined` if the response has none of these.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9745
 * @see https://www.rfc-editor.org/rfc/rfc8594
 */
export function readResponseDeprecation(headers: Headers): ResponseDeprecation | undefined {
  const deprecation = headers.get("Deprecation")?.trim();
  const sunset = headers.get("Sunset")?.trim();
  const links = readLinks(headers.get("Link"));
  if (deprecation === undefined && sunset === undefined && Object.keys(links).length === 0) return undefined;

  const since = deprecation === undefined ? undefined : readDate(deprecation);
  const sunsetDate = sunset === undefined ? undefined : parseHttpDate(sunset);
  return {
    deprecated: since !== undefined || deprecation?.toLowerCase() === "true" || deprecation === "?1",
    ...(since && { since }),
    ...(sunsetDate && { sunset: sunsetDate }),
    links,
    raw: {
      ...(deprecation !== undefined && { deprecation }),
      ...(sunset !== undefined && { sunset }),
    },
  };
}

// RFC 9745 has "@seconds"; its drafts, which servers still speak, had an HTTP-date.
function readDate(value: string): Date | undefined {
  const seconds = /^@(-?\d{1,12})(?:\s*;.*)?$/.exec(value)?.[1];
  return seconds === undefined ? parseHttpDate(value) : new Date(Number(seconds) * 1000);
}

function readLinks(value: string | null): ResponseDeprecation["links"] {
  const links: ResponseDeprecation["links"] = {};
  for (const { target, relations } of value === null ? [] : parseLinkHeader(value)) {
    if (relations.includes("deprecation")) links.deprecation ??= target;
    if (relations.includes("sunset")) links.sunset ??= target;
    if (relations.includes("successor-version")) links.successorVersion ??= target;
  }
  return links;
}
