// The beginning of a secret gives it away. The window is what is compared at each position: of a shorter secret all of it.
const WINDOW = 16;
// So many can be looked for one by one; of more, the hash finds all at once.
const FEW = 8;
// Character codes: of "%" and of "\\".
const PERCENT = 0x25;
const BACKSLASH = 0x5c;
// Odd and large, so that the hash of a window changes with each character; 2^32 by Math.imul.
const BASE = 0x9e3779b1;

/** Secrets, ready to be looked for. */
export interface SecretIndex {
  /** By the length of what is compared, then by its hash: the secrets as character codes. */
  readonly windows: ReadonlyMap<number, ReadonlyMap<number, readonly string[]>>;
  /** The beginnings of the secrets, where there are few of them. */
  readonly beginnings: readonly string[];
}

/** Makes an index of secrets. */
export function createIndex(secrets: Iterable<string>): SecretIndex {
  const windows = new Map<number, Map<number, string[]>>();
  const beginnings = new Set<string>();
  for (const secret of secrets) {
    const length = Math.min(WINDOW, secret.length);
    beginnings.add(secret.slice(0, length));
    let hash = 0;
    for (let at = 0; at < length; at += 1) hash = (Math.imul(hash, BASE) + secret.charCodeAt(at)) | 0;
    const byHash = windows.get(length) ?? new Map<number, string[]>();
    windows.set(length, byHash.set(hash, [...(byHash.get(hash) ?? []), secret]));
  }
  return { windows, beginnings: beginnings.size > FEW ? [] : [...beginnings] };
}

/**
 * Replaces each secret by `***`: as it is, with escapes of JSON, percent-encoded, or with both. Each spelling is one pass
 * with a rolling hash, linear in the length of the text whatever the text and the secrets are.
 */
export function redact(text: string, { windows, beginnings }: SecretIndex): string {
  if (windows.size === 0) return text;
  const [escaped, encoded] = [text.includes("\\"), text.includes("%")];
  // Most texts have no secret, and only one way to spell it: the platform's own search sees that at once.
  const isPlain = !escaped && !encoded && beginnings.length > 0;
  if (isPlain && !beginnings.some((beginning) => text.includes(beginning))) return text;
  const spans: Span[] = [];
  find(decode(text, false, false), windows, spans);
  if (escaped) find(decode(text, true, false), windows, spans);
  if (encoded) find(decode(text, false, true), windows, spans);
  if (escaped && encoded) find(decode(text, true, true), windows, spans);
  return spans.length === 0 ? text : replace(text, spans);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** A text as the characters that it spells, and where the spelling of each begins; the last one is the text's length. */
interface Spelled {
  readonly codes: Uint16Array;
  readonly starts: Uint32Array;
  readonly length: number;
}

function find({ codes, starts, length }: Spelled, windows: SecretIndex["windows"], spans: Span[]): void {
  for (const [size, byHash] of windows) {
    // What the character that leaves the window counts for in the hash.
    let weight = 1;
    for (let step = 1; step < size; step += 1) weight = Math.imul(weight, BASE);
    let hash = 0;
    let filled = 0;
    for (let at = 0; at < length; at += 1) {
      if (filled === size) hash = (hash - Math.imul(weight, codes[at - size] ?? 0)) | 0;
      else filled += 1;
      hash = (Math.imul(hash, BASE) + (codes[at] ?? 0)) | 0;
      if (filled < size) continue;
      const candidates = byHash.get(hash);
      if (!candidates) continue;
      const start = at - size + 1;
      const end = Math.max(...candidates.map((secret) => endOf(secret, size, codes, start, length)));
      if (end === start) continue;
      spans.push({ start: starts[start] ?? 0, end: starts[end] ?? 0 });
      // What was found is not looked at again.
      at = end - 1;
      hash = 0;
      filled = 0;
    }
  }
}

// How far a secret goes that begins here, be it cut short; `start` if it does not.
function endOf(secret: string, size: number, codes: Uint16Array, start: number, length: number): number {
  let at = 0;
  while (at < secret.length && start + at < length && codes[start + at] === secret.charCodeAt(at)) at += 1;
  return at < size ? start : start + at;
}

function decode(text: string, json: boolean, percent: boolean): Spelled {
  const codes = new Uint16Array(text.length);
  const starts = new Uint32Array(text.length + 1);
  let length = 0;
  const put = (code: number, start: number) => {
    codes[length] = code;
    starts[length] = start;
    length += 1;
  };
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (json && code === BACKSLASH) {
      const hex = text.charCodeAt(at + 1) === 0x75 ? hexAt(text, at + 2, 4) : -1;
      // JSON may put a backslash before a slash, and must before a quotation mark and itself.
      const plain = hex < 0 && '"\\/'.includes(text.charAt(at + 1)) && at + 1 < text.length;
      put(hex >= 0 ? hex : plain ? text.charCodeAt(at + 1) : code, at);
      at += hex >= 0 ? 6 : plain ? 2 : 1;
    } else if (percent && code === PERCENT) {
      at = putEncoded(text, at, put);
    } else {
      put(code, at);
      at += 1;
    }
  }
  starts[length] = text.length;
  return { codes, starts, length };
}

// One character, which can have several bytes, each after a percent sign.
function putEncoded(text: string, at: number, put: (code: number, start: number) => void): number {
  const byte = hexAt(text, at + 1, 2);
  if (byte < 0) {
    put(PERCENT, at);
    return at + 1;
  }
  const bytes = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
  if (bytes > 1) {
    try {
      const character = decodeURIComponent(text.slice(at, at + 3 * bytes));
      for (let index = 0; index < character.length; index += 1) put(character.charCodeAt(index), at);
      return at + 3 * bytes;
    } catch {
      // Not UTF-8: the byte counts as it is.
    }
  }
  put(byte, at);
  return at + 3;
}

function hexAt(text: string, at: number, digits: number): number {
  let value = 0;
  for (let index = at; index < at + digits; index += 1) {
    const code = text.charCodeAt(index);
    const digit =
      code >= 48 && code <= 57 ? code - 48 : (code | 32) >= 97 && (code | 32) <= 102 ? (code | 32) - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
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
