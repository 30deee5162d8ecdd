import { bodies, edited, isModern } from "./edits.js";
import type { AnyJson } from "./operator.js";

/** Changes a schema, and says whether the change applies to it. */
export type SchemaEdit = (schema: AnyJson, modern: boolean) => unknown;

/**
 * Changes the first schema that it applies to in what one side sends. The references on the way to it are replaced by
 * copies, so that it is changed in this one position only.
 */
export function editSchema(document: AnyJson, direction: "request" | "response", edit: SchemaEdit): boolean {
  return bodies(document, direction).some(({ content = {} }) =>
    Object.values<AnyJson>(content).some(
      (media) => media.schema && search({ document, direction, edit, modern: isModern(document) }, media, "schema", 0),
    ),
  );
}

interface Search {
  document: AnyJson;
  direction: "request" | "response";
  edit: SchemaEdit;
  modern: boolean;
}

function search(context: Search, holder: AnyJson, key: string | number, depth: number): boolean {
  if (depth > 8) return false;
  return edited(context.document, holder, key, (schema) => {
    if (typeof schema !== "object") return false;
    if (schema[context.direction === "request" ? "readOnly" : "writeOnly"] === true) return false;
    if (context.edit(schema, context.modern)) return true;
    const inner = (from: AnyJson) => Object.keys(from ?? {}).some((name) => search(context, from, name, depth + 1));
    return (
      inner(schema.properties) ||
      ["items", "additionalProperties"].some((name) => schema[name] && search(context, schema, name, depth + 1)) ||
      // The name of a variant is its value in the discriminator: a copy would have none.
      ["allOf", "oneOf", "anyOf"].some((name) => !(schema.discriminator && name !== "allOf") && inner(schema[name]))
    );
  });
}
