import { AtlasInvalidRequestError } from "../errors.js";

/**
 * Writes a request's body as JSON: an object or an array, or with `bareValues` any value that JSON has.
 *
 * @throws {@link AtlasInvalidRequestError} naming what JSON can't hold, and where: it would be written as `null` or `{}`,
 * or left out, and what it said would be lost
 */
export function serializeJson(body: unknown, { bareValues = false } = {}): string {
  try {
    const text = JSON.stringify(body);
    // As JSON writes an unpaired surrogate.
    if (typeof body === "object" && body !== null && isPlain(body) && !text.includes("\\ud")) return text;
  } catch {
    // Said below.
  }
  return serializeCarefully(body, bareValues);
}

// What JSON can hold and loses nothing of. Anything else is looked at more closely, which takes several times as long.
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
    // A function and not an arrow: JSON.stringify says by `this` which object the value is in.
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
  // What stands there, before its own toJSON was asked, as an invalid date's is for null.
  const original: unknown = Reflect.get(Object(parent), key);
  if (typeof value === "object" && value !== null) {
    if (ArrayBuffer.isView(original)) return "is bytes";
    return holdsItsContent(value) ? undefined : `is ${nameOf(value)}`;
  }
  if (typeof original === "object" && original !== null) return `has a toJSON that gives ${value}`;
  return value === undefined && Array.isArray(parent) ? "is undefined" : undefined;
}

// A map, a set or a pattern has nothing that JSON.stringify looks at: all it would write is "{}".
function holdsItsContent(value: object): boolean {
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object Array]") return true;
  if (tag !== "[object Object]" && tag !== "[object Arguments]") return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Of any realm: the prototype of plain objects has none itself.
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
