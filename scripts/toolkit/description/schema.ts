import { childKind, type Kind } from "./grammar.js";
import { isObject, type JsonObject } from "./json.js";
import { copyOrigin } from "./origins.js";

/** A JSON schema, its keywords untyped. */
export type Schema = Readonly<JsonObject>;

/** The direction of a body: read-only properties belong to responses, write-only ones to requests. */
export type Direction = "request" | "response";

/**
 * A schema from any location that may hold one; `true` is the schema that allows everything, `false` the one that
 * allows nothing.
 */
export function toSchema(value: unknown): Schema {
  if (value === false) return { not: {} };
  return isObject(value) ? value : {};
}

/** A copy of a bundle, or of a part of it, with each schema replaced that is not inside another one. */
export function mapSchemas(value: unknown, replace: (schema: unknown) => unknown, kind: Kind = "document"): unknown {
  if (typeof value !== "object" || value === null || kind === "data") return value;
  if (kind === "schema") return replace(value);
  const copy = Array.isArray(value)
    ? value.map((item) => mapSchemas(item, replace, kind.replace(/^list:/, "")))
    : Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, mapSchemas(child, replace, childKind(kind, key))]),
      );
  return copyOrigin(copy, value);
}

/** A copy of a schema, with each schema directly in it replaced. */
export function mapSubschemas(schema: Schema, replace: (schema: unknown) => unknown): JsonObject {
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    const kind = childKind("schema", keyword);
    if (/^(list:)?schema$/.test(kind) && Array.isArray(value)) return [keyword, value.map(replace)];
    if (kind === "schema") return [keyword, replace(value)];
    if (kind !== "map:schema" || !isObject(value)) return [keyword, value];
    return [keyword, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner)]))];
  });
  return Object.fromEntries(entries);
}

/** The JSON types that two lists share, in the order of the first; an integer counts as a number. */
export function intersectTypes(a: readonly string[], b: readonly string[]): string[] {
  const has = (list: readonly string[], type: string) =>
    list.includes(type) || (type === "integer" && list.includes("number"));
  return [...new Set([...a.filter((type) => has(b, type)), ...b.filter((type) => has(a, type))])];
}
