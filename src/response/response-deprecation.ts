import { defined } from "../support/properties.js";
import { parseHttpDate } from "./http-date.js";
import { parseLinkHeader } from "./link-header.js";
import type { HeaderFields } from "./rate-limit.js";

/**
 * The deprecation headers of a response.
 *
 * @example
 * ```ts
 * const { deprecation } = await atlas.getCluster({ groupId, clusterName });
 * if (deprecation?.sunset) console.warn(`ends on ${deprecation.sunset.toISOString()}`);
 * ```
 * @see https://www.rfc-editor.org/rfc/rfc9745
 */
export interface ResponseDeprecation {
  /**
   * Whether the server declares the operation deprecated, by a date or by `true`; an unreadable value does not count.
   */
  deprecated: boolean;
  /** When the deprecation started or will start, if the server gives a date. */
  since?: Date;
  /** When the operation stops being available, if the server says so. */
  sunset?: Date;
  /** URLs of `Link` entries with the relations `deprecation`, `sunset` and `successor-version`. */
  links: { deprecation?: string; sunset?: string; successorVersion?: string };
  /** The header values as received, in case they could not be parsed. */
  raw: { deprecation?: string; sunset?: string };
}

/**
 * Reads `Deprecation`, `Sunset` and the related `Link` relations; `undefined` if the response has none of them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9745
 * @see https://www.rfc-editor.org/rfc/rfc8594
 */
export function readResponseDeprecation(headers: HeaderFields): ResponseDeprecation | undefined {
  const deprecation = headers.get("deprecation")?.trim();
  const sunset = headers.get("sunset")?.trim();
  const links = readLinks(headers.get("link"));
  if (deprecation === undefined && sunset === undefined && Object.keys(links).length === 0) return undefined;

  const since = readDate(`${deprecation}`);
  return {
    deprecated: since !== undefined || /^(?:true|\?1)$/i.test(`${deprecation}`),
    ...defined({ since, sunset: parseHttpDate(`${sunset}`) }),
    links,
    raw: defined({ deprecation, sunset }),
  };
}

// RFC 9745 has "@seconds"; its drafts, which servers still use, had an HTTP-date.
function readDate(value: string): Date | undefined {
  const seconds = /^@(-?\d{1,12})(?:\s*;.*)?$/.exec(value)?.[1];
  return seconds === undefined ? parseHttpDate(value) : new Date(Number(seconds) * 1000);
}

function readLinks(value: string | null | undefined): ResponseDeprecation["links"] {
  const links: ResponseDeprecation["links"] = {};
  for (const { target, relations } of value ? parseLinkHeader(value) : []) {
    if (relations.includes("deprecation")) links.deprecation ??= target;
    if (relations.includes("sunset")) links.sunset ??= target;
    if (relations.includes("successor-version")) links.successorVersion ??= target;
  }
  return links;
}
