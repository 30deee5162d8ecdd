import { DescriptionError } from "./error.js";
import { childOf, fragmentKeys, isObject } from "./json.js";

/** A reference, with the properties that OpenAPI 3.1 allows beside it. */
export interface Reference {
  $ref: string;
  summary?: string;
  description?: string;
}

/** Follows a `$ref` of a bundle, if the value is one. */
export type Resolve = <Value extends object>(value: Value | Reference) => Value;

/** The target of a reference of a bundle, one step further; undefined if there is none in the document. */
export function lookUp(document: object, ref: string): unknown {
  let value: unknown = /^#(\/|$)/.test(ref) ? document : undefined;
  for (const segment of ref.split("/").slice(1)) {
    value = fragmentKeys(segment)
      .map((key) => childOf(value, key))
      .find((child) => child !== undefined);
  }
  return value;
}

/**
 * Makes the resolver of a bundle, in which all references are JSON pointers.
 *
 * @throws DescriptionError from the resolver, with the reference, if it leads nowhere or to itself, or the value if it is
 * not an object
 */
export function createResolver(document: object): Resolve {
  // Shared schemas are looked up many times.
  const known = new Map<string, unknown>();
  const follow = (ref: string, passed: readonly string[]): unknown => {
    if (known.has(ref)) return known.get(ref);
    if (passed.includes(ref)) throw new DescriptionError(`The reference ${JSON.stringify(ref)} leads to itself`);
    const value = lookUp(document, ref);
    if (value === undefined) throw new DescriptionError(`The reference ${JSON.stringify(ref)} leads nowhere`);
    const target = isMereReference(value) ? follow(value.$ref, [...passed, ref]) : value;
    known.set(ref, target);
    return target;
  };
  return <Value extends object>(value: Value | Reference): Value => {
    if (typeof value !== "object" || value === null) {
      throw new DescriptionError(`There is ${JSON.stringify(value)} where OpenAPI has an object`);
    }
    return "$ref" in value && typeof value.$ref === "string" ? (follow(value.$ref, []) as Value) : (value as Value);
  };
}

/**
 * Whether a value of a bundle is nothing but a reference. In OpenAPI 3.1 the keywords beside a schema's reference apply
 * too: such a schema is more than its target.
 */
export function isMereReference(value: unknown): value is { $ref: string } {
  return (
    isObject(value) &&
    typeof value.$ref === "string" &&
    Object.keys(value).every((key) => /^(\$ref|summary|description|x-.*)$/.test(key))
  );
}
