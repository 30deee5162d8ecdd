/** A challenge of a `WWW-Authenticate` header. */
export interface Challenge {
  /** In lower case. */
  readonly scheme: string;
  /** By lower-case name. If a name occurs twice, the first value counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = /[!#$%&'*+\-.^_`|~\w]+/y;
const QUOTED = /"([^"\\]*(?:\\[\s\S][^"\\]*)*)"/y;
const BARE = /[^\s,"]*/y;
const GAP = /[\s,]*/y;
const SPACES = /[ \t]+/y;
const EQUALS = /[ \t]*=[ \t]*/y;
const TOKEN68 = /[\w\-.~+/]+=*(?=[ \t]*(?:,|$))/y;
// An unclosed quotation mark takes the rest of the header. Otherwise each one would be searched to the end of a long
// header.
const REST = /[\s\S]*/y;

// More than any server sends; the limit bounds memory.
const MAX_CHALLENGES = 50;

/**
 * Parses a `WWW-Authenticate` header with one or more challenges. Parts that can't be parsed are skipped.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1
 */
export function parseChallenges(header: string): Challenge[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (!match) return undefined;
    at = pattern.lastIndex;
    return match[1] ?? match[0];
  };
  for (take(GAP); at < header.length && challenges.length < MAX_CHALLENGES; take(GAP)) {
    const name = take(TOKEN);
    if (name === undefined) {
      at += 1;
      continue;
    }
    if (take(EQUALS) === undefined) {
      challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
      take(SPACES);
      // "Negotiate a87421000492aa874209af8bc028": one value without a name.
      take(TOKEN68);
      continue;
    }
    const value = header[at] === '"' ? (take(QUOTED)?.replace(/\\([\s\S])/g, "$1") ?? take(REST)) : take(BARE);
    const parameters = challenges.at(-1)?.parameters;
    if (parameters && !parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value ?? "");
  }
  return challenges;
}
