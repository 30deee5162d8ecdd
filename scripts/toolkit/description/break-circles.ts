import { isObject, type JsonObject } from "./json.js";
import { copyOrigin } from "./origins.js";

const PREFIX = "#/components/schemas/";

/**
 * A copy of a bundle without circles of parents and children. If a parent lists its children (`oneOf`, `anyOf`) and
 * they include it (`allOf`), then by the letter of JSON Schema the schema contains itself without an end. The intent is
 * that a child includes the rest of its parent.
 */
export function breakCircles(document: Readonly<JsonObject>): Readonly<JsonObject> {
  const { components } = document;
  const schemas = isObject(components) && isObject(components.schemas) ? components.schemas : {};
  const inPlace = (name: string) => namesIn(schemas[name], ["allOf", "oneOf", "anyOf"]);
  /** Everything that the listed children of a schema include, by name. */
  const childrenOf = (parent: string): Set<string> => {
    const children = new Set(namesIn(schemas[parent], ["oneOf", "anyOf"]));
    for (const child of children) for (const next of inPlace(child)) children.add(next);
    return children;
  };

  const broken = Object.entries(schemas).map(([child, schema]) => {
    const cut = (value: unknown): unknown => {
      if (!isObject(value) || !Array.isArray(value.allOf)) return value;
      const allOf = value.allOf.map((part: unknown) => {
        const parent = nameOf(part);
        if (parent === undefined) return cut(part);
        if (!isObject(schemas[parent]) || !childrenOf(parent).has(child)) return part;
        const { oneOf: _oneOf, anyOf: _anyOf, discriminator: _discriminator, ...rest } = schemas[parent];
        return copyOrigin(rest, schemas[parent]);
      });
      return allOf.every((part, index) => part === (value.allOf as unknown[])[index])
        ? value
        : copyOrigin({ ...value, allOf: copyOrigin(allOf, value.allOf) }, value);
    };
    return [child, cut(schema)];
  });
  if (broken.every(([name, schema]) => schemas[name as string] === schema)) return document;
  return { ...document, components: { ...(components as JsonObject), schemas: Object.fromEntries(broken) } };
}

// The named schemas in some keywords of a schema, and in the unnamed schemas inside those.
function namesIn(schema: unknown, keywords: readonly string[]): string[] {
  if (!isObject(schema)) return [];
  return keywords.flatMap((keyword) =>
    (Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : []).flatMap((part) => {
      const name = nameOf(part);
      return name === undefined ? namesIn(part, ["allOf", "oneOf", "anyOf"]) : [name];
    }),
  );
}

function nameOf(schema: unknown): string | undefined {
  const ref = isObject(schema) ? schema.$ref : undefined;
  return typeof ref === "string" && ref.startsWith(PREFIX) ? ref.slice(PREFIX.length) : undefined;
}
