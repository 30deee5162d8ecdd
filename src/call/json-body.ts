import { AtlasInvalidRequestError } from "../errors.js";
import { isObject } from "../support/properties.js";

/**
 * Serializes a request's body as JSON: an object or an array, or with `bareValues` any JSON value. Each property is
 * read and checked as it is written, so that a getter can't return another value after the check.
 *
 * @throws {@link AtlasInvalidRequestError} naming the location of a value that JSON can't hold: it would silently
 * become `null` or `{}`, or be left out
 */
export function serializeJson(body: unknown, { bareValues = false } = {}): string {
  let inside: Location | undefined;
  let text: string | undefined;
  try {
    // Not an arrow function: JSON.stringify passes the value's parent as `this`.
    text = JSON.stringify(body, function check(this: object, key: string, value: unknown) {
      const problem = problemOf(value, this, key);
      if (!problem && !isObject(value)) return value;
      // Parents are written before their properties, so this one is the last value or one that it is in.
      while (inside && inside.value !== this) inside = inside.outer;
      if (problem) throw new AtlasInvalidRequestError(pathOf(inside, key), `${problem}, which JSON can't hold`);
      inside = { value, key, outer: inside };
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

/** An object or array of the body, and where it is. */
interface Location {
  readonly value: unknown;
  readonly key: string;
  /** What it is in; missing for the body itself. */
  readonly outer: Location | undefined;
}

function pathOf(outer: Location | undefined, key: string): string {
  return outer ? pathOf(outer.outer, outer.key) + (Array.isArray(outer.value) ? `[${key}]` : `.${key}`) : "body";
}

const UNPAIRED = /\p{Surrogate}/u;

function problemOf(value: unknown, parent: object, key: string): string | undefined {
  if (UNPAIRED.test(key)) return "has an unpaired surrogate in its name";
  switch (typeof value) {
    case "string":
      return UNPAIRED.test(value) ? "has an unpaired surrogate" : undefined;
    case "boolean":
      return undefined;
    case "number":
      return Number.isFinite(value) ? undefined : `is ${value}`;
    case "object":
    case "undefined":
      break;
    default:
      return `is a ${typeof value}`;
  }
  // The value before toJSON was called.
  const original: unknown = Reflect.get(parent, key);
  if (value) return ArrayBuffer.isView(original) ? "is bytes" : problemOfObject(value);
  // The toJSON of an invalid date returns null, for example.
  if (isObject(original)) return `has a toJSON that gives ${value}`;
  return value === undefined && Array.isArray(parent) ? "is undefined" : undefined;
}

// JSON.stringify would write a map, a set or a regular expression as "{}".
function problemOfObject(value: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Works across realms: the prototype of plain objects has no prototype itself.
  if (Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  const type = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (type !== "Object") return `is of type ${type}`;
  return Object.keys(value).length > 0 ? undefined : "is an object without properties of its own";
}
