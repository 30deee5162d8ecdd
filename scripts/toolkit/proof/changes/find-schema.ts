import { isObject, type JsonObject } from "../../description/index.js";
import { bodiesOf, isJsonSchema, list, member, own } from "./change-places.js";

/** Where a schema was found. */
export interface SchemaPlace {
  document: JsonObject;
  /** JSON Schema 2020-12, and not OpenAPI 3.0. */
  modern: boolean;
  /** The object that has the schema as a member, if one has. */
  parent?: JsonObject;
  name?: string;
}

type Fits = (schema: JsonObject, place: SchemaPlace) => boolean;

/**
 * Finds the first schema that fits in what one side sends.
 * The references on the way to it are replaced by copies, so that it is used in this one place; the copy can be changed.
 */
export function findSchema(
  document: JsonObject,
  direction: "request" | "response",
  fits: Fits,
): { schema: JsonObject; place: SchemaPlace } | undefined {
  for (const body of bodiesOf(document, direction)) {
    for (const media of Object.values(member(body, "content"))) {
      if (!isObject(media) || !isObject(media.schema)) continue;
      const found = search({ document, direction, fits, depth: 0 }, media, "schema", {
        document,
        modern: isJsonSchema(document),
      });
      if (found) return found;
    }
  }
  return undefined;
}

interface Search {
  document: JsonObject;
  direction: "request" | "response";
  fits: Fits;
  depth: number;
}

function search(
  context: Search,
  holder: JsonObject | unknown[],
  key: string | number,
  place: SchemaPlace,
): ReturnType<typeof findSchema> {
  if (context.depth > 8) return undefined;
  // Looked at in a copy first: only what leads to a find is put in the place of its reference.
  const slots = holder as Record<string | number, unknown>;
  const former = slots[key];
  const schema = own(context.document, holder, key);
  const hidden = context.direction === "request" ? "readOnly" : "writeOnly";
  if (schema[hidden] !== true) {
    if (context.fits(schema, place)) return { schema, place };
    const deeper = { ...context, depth: context.depth + 1 };
    const bare: SchemaPlace = { document: place.document, modern: place.modern };
    for (const name of Object.keys(member(schema, "properties"))) {
      const found = search(deeper, member(schema, "properties"), name, { ...bare, parent: schema, name });
      if (found) return found;
    }
    for (const keyword of ["items", "additionalProperties"]) {
      if (!isObject(schema[keyword])) continue;
      const found = search(deeper, schema, keyword, bare);
      if (found) return found;
    }
    for (const keyword of ["allOf", "oneOf", "anyOf"]) {
      // The name of a variant is its value in the discriminator: a copy would have none.
      if ("discriminator" in schema && keyword !== "allOf") continue;
      for (const index of list(schema, keyword).keys()) {
        const found = search(deeper, list(schema, keyword), index, bare);
        if (found) return found;
      }
    }
  }
  slots[key] = former;
  return undefined;
}
