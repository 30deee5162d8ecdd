import { operations, resolve, set } from "./edits.js";
import { type AnyJson, type Operator, operator } from "./operator.js";

type MistakeEdit = object | ((found: AnyJson, document: AnyJson) => unknown);

/**
 * Makes mistakes of what is found in a description, where there is such a thing: properties to set or an edit (which may
 * say that it can't), by their names, and these by the lint rule that has to see them.
 */
export function mistakes(
  find: (document: AnyJson) => AnyJson,
  table: Readonly<Record<string, Readonly<Record<string, MistakeEdit>>>>,
): Operator[] {
  return Object.entries(table).flatMap(([rule, changes]) =>
    Object.entries(changes).map(([name, change]) =>
      operator("mistake", { rule }, name, (document) => {
        const found = find(document) ?? false;
        return found && (typeof change === "function" ? change(found, document) !== false : set(found, change));
      }),
    ),
  );
}

/** The responses of all operations, references followed, by a test of their status. */
export const responses = (document: AnyJson, fits: (status: string) => boolean = () => true): AnyJson[] =>
  operations(document).flatMap(({ operation }) =>
    Object.keys(operation.responses ?? {})
      .filter(fits)
      .map((status) => resolve(document, operation.responses[status])),
  );

const mediaOf = (body: AnyJson): AnyJson[] => Object.values(body?.content ?? {});
/** The media types of all request bodies. */
export const requestMedia = (document: AnyJson) =>
  operations(document).flatMap(({ operation }) => mediaOf(resolve(document, operation.requestBody)));
/** The media types of all responses by a test of their status. */
export const responseMedia = (document: AnyJson, fits?: (status: string) => boolean) =>
  responses(document, fits).flatMap(mediaOf);

/** A schema and all below it, references followed, each once. */
export function below(document: AnyJson, start: AnyJson, seen = new Set<AnyJson>()): AnyJson[] {
  const schema = resolve(document, start);
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const lists = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => schema[keyword] ?? []);
  const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties, ...lists];
  return [schema, ...inner.flatMap((one) => below(document, one, seen))];
}

/** Each schema that a request or a response uses. */
export function schemas(document: AnyJson): AnyJson[] {
  const seen = new Set<AnyJson>();
  return [...requestMedia(document), ...responseMedia(document)].flatMap(({ schema }) => below(document, schema, seen));
}

/** The first schema in use that is plainly of a type, without a list of values. */
export const schemaOfType = (type: string) => (document: AnyJson) =>
  schemas(document).find((schema) => [schema.type].flat().includes(type) && !schema.enum && !schema.default);
