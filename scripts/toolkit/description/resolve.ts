import { DescriptionError } from "./error.js";
import { childOf, fragmentKeys, isObject } from "./json.js";

/** Follows a `$ref` of a bundle, if the value is one. */
export type Resolve = <Value extends object>(value: Value | { $ref: string }) => Value;

/**
 * Makes a resolver for a bundle, whose references are JSON pointers.
 *
 * @throws DescriptionError from the resolver, naming a reference that leads nowhere or to itself
 */
export function createResolver(document: object): Resolve {
  // Shared schemas are asked for again and again.
  const known = new Map<string, unknown>();
  const lookUp = (ref: string, passed: readonly string[]): unknown => {
    if (known.has(ref)) return known.get(ref);
    if (passed.includes(ref)) throw new DescriptionError(`The reference ${JSON.stringify(ref)} leads to itself`);
    let value: unknown = /^#(\/|$)/.test(ref) ? document : undefined;
    for (const segment of ref.split("/").slice(1)) {
      value = fragmentKeys(segment)
        .map((key) => childOf(value, key))
        .find((child) => child !== undefined);
    }
    if (value === undefined) throw new DescriptionError(`The reference ${JSON.stringify(ref)} leads nowhere`);
    const target = isMereReference(value) ? lookUp(value.$ref, [...passed, ref]) : value;
    known.set(ref, target);
    return target;
  };
  return <Value extends object>(value: Value | { $ref: string }): Value =>
    "$ref" in value && typeof value.$ref === "string" ? (lookUp(value.$ref, []) as Value) : (value as Value);
}

// In OpenAPI 3.1 what stands beside a schema's reference holds as well: such a schema is more than what it refers to.
function isMereReference(value: unknown): value is { $ref: string } {
  return (
    isObject(value) &&
    typeof value.$ref === "string" &&
    Object.keys(value).every((key) => /^(\$ref|summary|description|x-.*)$/.test(key))
  );
}
