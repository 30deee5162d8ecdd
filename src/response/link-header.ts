/** One entry of a `Link` header: its target and its relation types, in lower case. */
export interface LinkValue {
  target: string;
  relations: string[];
}

const TARGET = /[\s,]*<([^>]*)(>|$)/y;
const PARAMETER = /\s*;\s*([^\s=;,]*)\s*(?:=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"?|([^\s;,]*)))?/sy;
const REST = /[^,]*/y;
const NO_TARGET = /[\s,]*[^,]*/y;

/**
 * Parses a `Link` header in one pass, so that a hostile value takes linear time. Malformed entries are skipped.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8288#section-3
 */
export function parseLinkHeader(value: string): LinkValue[] {
  const links: LinkValue[] = [];
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(value);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < value.length) {
    const [, target = "", end] = take(TARGET) ?? [];
    // No target, or one that is never closed.
    if (!end) {
      take(NO_TARGET);
      continue;
    }
    let relations: string[] | undefined;
    for (let found = take(PARAMETER); found; found = take(PARAMETER)) {
      const [, name = "", quoted, bare = ""] = found;
      // RFC 8288: only the first "rel" parameter counts.
      if (name.toLowerCase() !== "rel") continue;
      const types = quoted?.replace(/\\(.)/gs, "$1") ?? bare;
      relations ??= types.toLowerCase().split(/\s+/).filter(Boolean);
    }
    links.push({ target: target.trim(), relations: relations ?? [] });
    take(REST);
  }
  return links;
}
