/** One entry of a `Link` header: its target and its relation types, in lower case. */
export interface LinkValue {
  target: string;
  relations: string[];
}

const PARAMETER_NAME = /[^\s=;,]/;

/**
 * Reads a `Link` header in one pass, so that a hostile value costs no more than its length.
 * Malformed entries are skipped, not guessed at.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8288#section-3
 */
export function parseLinkHeader(value: string): LinkValue[] {
  const links: LinkValue[] = [];
  let at = 0;

  const skip = (pattern: RegExp) => {
    // None of the patterns takes the empty text that is there after the end.
    while (pattern.test(value.charAt(at))) at += 1;
  };

  const readQuoted = (): string => {
    let text = "";
    at += 1;
    while (at < value.length && value.charAt(at) !== '"') {
      if (value.charAt(at) === "\\") at += 1;
      text += value.charAt(at);
      at += 1;
    }
    at += 1;
    return text;
  };

  const readParameter = (): [name: string, value: string] => {
    const nameStart = at;
    skip(PARAMETER_NAME);
    const name = value.slice(nameStart, at).toLowerCase();
    skip(/\s/);
    if (value.charAt(at) !== "=") return [name, ""];
    at += 1;
    skip(/\s/);
    if (value.charAt(at) === '"') return [name, readQuoted()];
    const valueStart = at;
    skip(/[^\s;,]/);
    return [name, value.slice(valueStart, at)];
  };

  while (at < value.length) {
    skip(/[\s,]/);
    if (value.charAt(at) !== "<") {
      skip(/[^,]/);
      continue;
    }
    const end = value.indexOf(">", at);
    if (end < 0) break;
    const target = value.slice(at + 1, end).trim();
    at = end + 1;

    let relations: string[] | undefined;
    skip(/\s/);
    while (value.charAt(at) === ";") {
      at += 1;
      skip(/\s/);
      const [name, text] = readParameter();
      // RFC 8288: of several "rel" parameters only the first one counts.
      if (name === "rel") relations ??= text.toLowerCase().split(/\s+/).filter(Boolean);
      skip(/\s/);
    }
    links.push({ target, relations: relations ?? [] });
    skip(/[^,]/);
  }
  return links;
}
