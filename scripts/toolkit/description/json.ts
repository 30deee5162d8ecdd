/** A JSON object with unknown properties. */
export type JsonObject = Record<string, unknown>;

/** Whether a value is an object and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON pointer to a path: `/paths/~1boats`. */
export function encodePointer(path: readonly (string | number)[]): string {
  return path.map((key) => `/${escapeKey(String(key))}`).join("");
}

/** The path of a JSON pointer, with or without a leading `#`. Nothing is percent-decoded. */
export function decodePointer(pointer: string): string[] {
  return pointer.split("/").slice(1).map(unescapeKey);
}

/** The keys that a segment of a URI fragment may refer to: percent-decoded, and as written. */
export function fragmentKeys(segment: string): string[] {
  return [...new Set([decodePercent(segment), segment])].map(unescapeKey);
}

/** A string with its percent-encoding decoded; a percent sign that encodes nothing stays as it is. */
export function decodePercent(value: string): string {
  return value.replaceAll(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** The own property or item of a value with that name, if there is one. */
export function childOf(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as JsonObject)[key]
    : undefined;
}

/** A value as JSON with its properties sorted, so that their order makes no difference. */
export function canonicalJson(value: unknown): string {
  // Most values are scalars or lists of scalars. Without a replacer these are several times faster.
  const isScalar = (item: unknown) => typeof item !== "object";
  if (Array.isArray(value) ? value.every(isScalar) : isScalar(value)) return JSON.stringify(value);
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Caches the results of a function by its argument, for as long as the argument lives. */
export function remember<Key extends object, Result>(make: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, { result: Result }>();
  return (key) => {
    const found = known.get(key) ?? { result: make(key) };
    known.set(key, found);
    return found.result;
  };
}

/** Items grouped by a key; items without one are left out. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | undefined): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

// Few keys have characters to escape.
const escapeKey = (key: string) => (/[~/]/.test(key) ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key);
const unescapeKey = (key: string) => key.replaceAll("~1", "/").replaceAll("~0", "~");
