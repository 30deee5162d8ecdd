import { resolve } from "./operations.js";

/** A JSON schema of the description, its keywords untyped. */
export type Schema = Record<string, unknown>;

/** The schema that a reference leads to. */
export function schemaAt(value: unknown): Schema {
  return resolve(value as object) as Schema;
}

/** A small value that a schema accepts: required members only. Read-only members don't count as required. */
export function sampleOf(schema: Schema): unknown {
  const {
    allOf,
    oneOf,
    enum: values,
    type,
  } = schema as { allOf?: object[]; oneOf?: object[]; enum?: unknown[]; type?: string };
  if (allOf) return Object.assign({}, ...allOf.map((part) => sampleOf(schemaAt(part))));
  if (oneOf) return sampleOf(schemaAt(oneOf[0]));
  if (values) return values[0];
  switch (type) {
    case "string":
      return sampleText(schema);
    case "boolean":
      return true;
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "array":
      return [sampleOf(schemaAt(schema.items))];
    default:
      return sampleObject(schema);
  }
}

function sampleText({ pattern = "", minLength = 1 }: Schema): string {
  const text = "a".repeat(Number(minLength));
  if (!new RegExp(String(pattern)).test(text)) throw new Error(`No sample is known for the pattern ${pattern}`);
  return text;
}

function sampleObject({ properties = {}, required = [] }: Schema): Schema {
  const members = Object.entries(properties as Record<string, object>).map(([name, property]) => ({
    name,
    schema: schemaAt(property),
  }));
  return Object.fromEntries(
    members
      .filter(({ name, schema }) => (required as string[]).includes(name) && !schema.readOnly)
      .map(({ name, schema }) => [name, sampleOf(schema)]),
  );
}
