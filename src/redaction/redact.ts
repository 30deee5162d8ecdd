// Only a secret's first characters are compared at each position, since they already give it away. Shorter secrets are
// compared in full.
const BEGINNING = 16;
// Up to this many secrets are searched one by one; more are found with a table.
const FEW = 8;
const JSON_ESCAPE = String.raw`\\(?:u[\da-f]{4}|["\\/])`;
// One percent-encoded character, which can have several bytes.
const PERCENT_ENCODED = String.raw`%[cd].%[89ab].|%e.(?:%[89ab].){2}|%f.(?:%[89ab].){3}|%[\da-f]{2}`;

/** Secrets, indexed for searching. */
export interface SecretIndex {
  readonly beginnings: readonly string[];
  /** The secrets, by their first characters. */
  readonly secrets: ReadonlyMap<string, readonly string[]>;
  /** The lengths of the keys of `secrets`. */
  readonly lengths: ReadonlySet<number>;
  /** The secrets' first two characters, which rule out most positions of a text. */
  readonly pairs: ReadonlySet<number>;
}

/** Makes an index of secrets. */
export function createIndex(all: Iterable<string>): SecretIndex {
  const secrets = new Map<string, string[]>();
  for (const secret of all) {
    const beginning = secret.slice(0, BEGINNING);
    secrets.set(beginning, [...(secrets.get(beginning) ?? []), secret]);
  }
  const beginnings = [...secrets.keys()];
  const lengths = new Set(beginnings.map(({ length }) => length));
  return { beginnings, secrets, lengths, pairs: new Set(beginnings.map((beginning) => pairAt(beginning, 0))) };
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

/**
 * Replaces each secret with `***`, whether written plainly, with JSON escapes (also those of JSON in a string of JSON),
 * percent-encoded, or both. Each spelling takes one pass per key length, linear in the length of any text with any
 * secrets.
 */
export function redact(text: string, index: SecretIndex): string {
  const ways: string[] = [];
  if (text.includes("\\")) ways.push(JSON_ESCAPE);
  if (text.includes("%")) ways.push(PERCENT_ENCODED);
  // Most texts have no secret and no escapes, which the platform's own search finds out quickly.
  const { beginnings } = index;
  const isQuick = ways.length === 0 && beginnings.length <= FEW;
  if (isQuick && !beginnings.some((beginning) => text.includes(beginning))) return text;
  const spans: Span[] = [];
  const plain: Spelled = { text, sourceOf: (at) => at };
  find(plain, index, spans);
  if (ways.length > 1) ways.push(ways.join("|"));
  // JSON in a string of JSON, such as a request that an error quotes, is escaped twice.
  const sources = text.includes("\\") ? [plain, spell(plain, JSON_ESCAPE)] : [plain];
  for (const source of sources) for (const way of ways) find(spell(source, way), index, spans);
  return spans.length === 0 ? text : replace(text, spans);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A decoded text. */
interface Spelled {
  readonly text: string;
  /** The position in the source at which a character's spelling begins. */
  readonly sourceOf: (at: number) => number;
}

function find({ text, sourceOf }: Spelled, { secrets, lengths, pairs }: SecretIndex, spans: Span[]): void {
  for (const length of lengths) {
    for (let at = 0; at + length <= text.length; at += 1) {
      if (!pairs.has(pairAt(text, at))) continue;
      let end = at;
      for (const secret of secrets.get(text.slice(at, at + length)) ?? []) {
        // How much of the secret matches, since it may be cut short.
        let same = length;
        while (same < secret.length && text.charCodeAt(at + same) === secret.charCodeAt(same)) same += 1;
        end = Math.max(end, at + same);
      }
      if (end === at) continue;
      spans.push({ start: sourceOf(at), end: sourceOf(end) });
      // Continues after the match.
      at = end - 1;
    }
  }
}

function spell(source: Spelled, way: string): Spelled {
  // After each escape: its position in the decoded text, and how much shorter that text is so far.
  const ends: number[] = [];
  const shorter: number[] = [0];
  let by = 0;
  const spelled = source.text.replace(new RegExp(way, "gi"), (spelling, at: number) => {
    const character = decode(spelling);
    by += spelling.length - character.length;
    ends.push(at + spelling.length - by);
    shorter.push(by);
    return character;
  });
  let passed = 0;
  const sourceOf = (at: number) => {
    while (passed > 0 && (ends[passed - 1] ?? 0) > at) passed -= 1;
    while ((ends[passed] ?? Number.POSITIVE_INFINITY) <= at) passed += 1;
    return source.sourceOf(at + (shorter[passed] ?? 0));
  };
  return { text: spelled, sourceOf };
}

function decode(spelling: string): string {
  if (/^\\[^u]/i.test(spelling)) return spelling.charAt(1);
  try {
    if (spelling.startsWith("%")) return decodeURIComponent(spelling);
  } catch {
    // Not UTF-8: each escape counts as one byte.
  }
  return spelling.replace(/(?:%|\\u)([\da-f]+)/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function replace(text: string, spans: Span[]): string {
  spans.sort((a, b) => a.start - b.start);
  let clean = "";
  let copied = 0;
  for (const { start, end } of spans) {
    if (end <= copied) continue;
    if (start >= copied) clean += `${text.slice(copied, start)}***`;
    copied = end;
  }
  return clean + text.slice(copied);
}
