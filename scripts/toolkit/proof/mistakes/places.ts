import { createResolver, operationsOf } from "../../description/index.js";

// biome-ignore lint/suspicious/noExplicitAny: what is wrong on purpose fits no type
export type Loose = any;

/** An operation and where it stands. */
export interface OperationPlace {
  path: string;
  item: Loose;
  method: string;
  operation: Loose;
}

/** Follows local references. */
export function resolve(document: Loose, node: Loose): Loose {
  return typeof node?.$ref === "string" ? createResolver(document)(node) : node;
}

/** All operations, in the order of the document. */
export function operations(document: Loose): OperationPlace[] {
  return operationsOf(document).map(({ pathItem, ...entry }) => ({ ...entry, item: pathItem }));
}

/** The parameters of all operations, references followed. */
export function parameters(document: Loose): Loose[] {
  return operations(document).flatMap(({ item, operation }) =>
    [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => resolve(document, parameter)),
  );
}

/** The media types of all request bodies. */
export function requestMedia(document: Loose): Loose[] {
  return operations(document).flatMap(({ operation }) =>
    Object.values(resolve(document, operation.requestBody)?.content ?? {}),
  );
}

/** The responses of all operations with a status for which the test holds. */
export function responses(document: Loose, test: (status: string) => boolean): Loose[] {
  return operations(document).flatMap(({ operation }) =>
    Object.entries(operation.responses ?? {})
      .filter(([status]) => test(status))
      .map(([, response]) => resolve(document, response)),
  );
}

/** The media types of these responses. */
export function responseMedia(document: Loose, test: (status: string) => boolean): Loose[] {
  return responses(document, test).flatMap((response) => Object.values(response.content ?? {}));
}

/** Whether a status says that something failed. */
export const isError = (status: string) => /^[45]/.test(status);
/** Whether a status says that it worked. */
export const isSuccess = (status: string) => status.startsWith("2");

/** A schema and all below it, references followed, each once. */
export function below(document: Loose, start: Loose, seen = new Set<Loose>()): Loose[] {
  const schema = resolve(document, start);
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const lists = ["allOf", "oneOf", "anyOf"].flatMap((keyword) => schema[keyword] ?? []);
  const inner = [...Object.values(schema.properties ?? {}), schema.items, schema.additionalProperties, ...lists];
  return [schema, ...inner.flatMap((one) => below(document, one, seen))];
}

/** Each schema that a request or an answer uses. */
export function schemas(document: Loose): Loose[] {
  const seen = new Set<Loose>();
  const media = [...requestMedia(document), ...responseMedia(document, () => true)];
  return media.flatMap(({ schema }) => below(document, schema, seen));
}

/** The first schema in use that is plainly of a type, without a list of values. */
export function schemaOfType(document: Loose, type: string): Loose {
  return schemas(document).find((schema) => isType(schema, type) && !schema.enum && !schema.default);
}

/** Whether a schema names a type, in either spelling. */
export const isType = ({ type }: Loose, name: string) => (Array.isArray(type) ? type.includes(name) : type === name);

/** The value of the first example of a media type, reachable for a change. */
export function exampleHolder(document: Loose, media: Loose): { value: Loose } | undefined {
  const [first] = Object.values<Loose>(media.examples ?? {});
  return first && resolve(document, first);
}

/** Whether a document is of OpenAPI 3.1 or later. */
export const isNewer = (document: Loose) => !String(document.openapi).startsWith("3.0");
