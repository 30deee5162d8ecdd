import { AtlasInvalidRequestError } from "../errors.js";

/**
 * Serializes a request's body as JSON: an object or an array, or with `bareValues` any JSON value.
 *
 * @throws {@link AtlasInvalidRequestError} naming the location of a value that JSON can't hold: it would silently
 * become `null` or `{}`, or be left out
 */
export function serializeJson(body: unknown, { bareValues = false } = {}): string {
  try {
    const text = JSON.stringify(body);
    // `\ud` is how JSON.stringify writes an unpaired surrogate.
    if (typeof body === "object" && body !== null && isPlain(body) && !text.includes("\\ud")) return text;
  } catch {
    // Said below.
  }
  return serializeCarefully(body, bareValues);
}

// Whether JSON holds the value without loss. Any other value gets the full check, which takes several times as long.
function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) {
    return value === null || typeof value === "string" || typeof value === "boolean";
  }
  if ("toJSON" in value) return false;
  // A hole counts as undefined.
  if (Array.isArray(value)) return !value.includes(undefined) && value.every(isPlain);
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every((one) => one === undefined || isPlain(one));
}

function serializeCarefully(body: unknown, bareValues: boolean): string {
  const paths = new Map<unknown, string>();
  let text: string | undefined;
  try {
    // Not an arrow function: JSON.stringify passes the value's parent as `this`.
    text = JSON.stringify(body, function check(this: unknown, key: string, value: unknown) {
      const path = paths.has(this) ? `${paths.get(this)}${Array.isArray(this) ? `[${key}]` : `.${key}`}` : "body";
      const problem =
        problemOf(value, this, key) ?? (hasUnpairedSurrogate(key) && "has an unpaired surrogate in its name");
      if (problem) throw new AtlasInvalidRequestError(path, `${problem}, which JSON can't hold`);
      if (typeof value === "object" && value !== null) paths.set(value, path);
      return value;
    });
  } catch (error) {
    if (error instanceof AtlasInvalidRequestError) throw error;
    throw new AtlasInvalidRequestError("body", "can't be written as JSON", { cause: error });
  }
  if (text === undefined || !(bareValues || /^[{[]/.test(text))) {
    throw new AtlasInvalidRequestError("body", "must be a plain object or an array, which JSON can hold");
  }
  return text;
}

function problemOf(value: unknown, parent: unknown, key: string): string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : `is ${value}`;
    case "string":
      return hasUnpairedSurrogate(value) ? "has an unpaired surrogate" : undefined;
    case "bigint":
    case "function":
    case "symbol":
      return `is a ${typeof value}`;
    case "boolean":
      return undefined;
    default:
      break;
  }
  // The value before toJSON was called. An invalid date's toJSON returns null, for example.
  const original: unknown = Reflect.get(Object(parent), key);
  if (typeof value === "object" && value !== null) {
    if (ArrayBuffer.isView(original)) return "is bytes";
    return holdsItsContent(value) ? undefined : `is ${nameOf(value)}`;
  }
  if (typeof original === "object" && original !== null) return `has a toJSON that gives ${value}`;
  return value === undefined && Array.isArray(parent) ? "is undefined" : undefined;
}

// JSON.stringify would write a map, a set or a regular expression as "{}".
function holdsItsContent(value: object): boolean {
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object Array]") return true;
  if (tag !== "[object Object]" && tag !== "[object Arguments]") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Works across realms: the prototype of plain objects has no prototype itself.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain || Object.keys(value).length > 0;
}

function nameOf(value: object): string {
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  return tag === "Object" ? "an object without properties of its own" : `of type ${tag}`;
}

function hasUnpairedSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}
