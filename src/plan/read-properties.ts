import { AtlasInvalidRequestError, isAtlasError } from "../errors.js";

/**
 * Reads all properties of an object by name. Each is read once, so that a getter can't return another value later.
 * Properties of its classes count as well, except methods; those of `Object.prototype` never do.
 *
 * @throws {@link AtlasInvalidRequestError} if it is not an object, or if a property can't be read
 */
export function readProperties(value: unknown, location: string, rule: string): Map<PropertyKey, unknown> {
  return reading(location || "body", () => {
    // Rejects a Map, a Date or a Promise too: their content is not in properties.
    if (Object.prototype.toString.call(value) !== "[object Object]") reject(location || "body", value, rule);
    const properties = new Map<PropertyKey, unknown>();
    for (let owner = Object(value); owner && !isRoot(owner); owner = Object.getPrototypeOf(owner)) {
      for (const key of Reflect.ownKeys(owner)) {
        if (properties.has(key)) continue;
        const property = reading(join(location, key), () => Reflect.get(Object(value), key));
        if (owner === value || typeof property !== "function") properties.set(key, property);
      }
    }
    return properties;
  });
}

// Recognized by its properties, since it may be of another realm.
function isRoot(owner: object): boolean {
  return Object.getPrototypeOf(owner) === null && Object.hasOwn(owner, "hasOwnProperty");
}

/** The location of a property: `providerSettings.regionName`, `tags[0].key`, `tags[0]["a b"]`. */
export function join(location: string, key: PropertyKey): string {
  if (typeof key === "number") return `${location}[${key}]`;
  if (typeof key === "symbol" || !/^[\w$-]+$/.test(key)) return `${location}[${toLabel(key)}]`;
  return location ? `${location}.${key}` : key;
}

function toLabel(key: string | symbol): string {
  return typeof key === "symbol" ? String(key) : JSON.stringify(key);
}

/**
 * Reads from the caller's input, whose getters and proxies may throw.
 *
 * @throws {@link AtlasInvalidRequestError} with what was thrown as its `cause`
 */
export function reading<Result>(location: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (isAtlasError(error)) throw error;
    throw new AtlasInvalidRequestError(location, "can't be read", { cause: error });
  }
}

/**
 * Rejects a value. The message never contains the value: a credential in the wrong property must not end up in a log.
 *
 * @throws {@link AtlasInvalidRequestError} always
 */
export function reject(location: string, value: unknown, rule: string): never {
  throw new AtlasInvalidRequestError(location, `is ${kindOf(value)}: it must be ${rule}`);
}

function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (value === "") return "empty";
  if (typeof value === "object") {
    const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
    return `${/^[AEIOU]/.test(tag) ? "an" : "a"} ${tag === "Array" || tag === "Object" ? tag.toLowerCase() : tag}`;
  }
  return `a ${typeof value}`;
}
