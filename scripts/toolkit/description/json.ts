/** A JSON object of which nothing is known yet. */
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

/** The keys that a segment of a URI fragment may mean: percent-decoded, and as it is written. */
export function fragmentKeys(segment: string): string[] {
  return [...new Set([decodePercent(segment), segment])].map(unescapeKey);
}

/** A string with its percent-encoding undone; a percent sign that encodes nothing stands for itself. */
export function decodePercent(value: string): string {
  return value.replaceAll(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** A property or item of a value, if it has one of that name itself. */
export function childOf(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as JsonObject)[key]
    : undefined;
}

/** A value as JSON in which the order of properties does not show. */
export function canonicalJson(value: unknown): string {
  // Most values are scalars, or lists of them, which are several times faster without a replacer.
  const isScalar = (item: unknown) => typeof item !== "object";
  if (Array.isArray(value) ? value.every(isScalar) : isScalar(value)) return JSON.stringify(value);
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** Makes a function that calls another one once for each argument, and remembers the result as long as the argument lives. */
export function remember<Key extends object, Result>(make: (key: Key) => Result): (key: Key) => Result {
  const known = new WeakMap<Key, { result: Result }>();
  return (key) => {
    const found = known.get(key) ?? { result: make(key) };
    known.set(key, found);
    return found.result;
  };
}

/** Items by a key; those without one are left out. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | undefined): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

// Few keys have anything to escape.
const escapeKey = (key: string) => (/[~/]/.test(key) ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key);
const unescapeKey = (key: string) => key.replaceAll("~1", "/").replaceAll("~0", "~");
