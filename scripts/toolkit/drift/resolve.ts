import { childOf, decodePointer, isObject, type JsonObject } from "../description/index.js";

/** What a reference of a bundle leads to; anything else is itself. */
export function resolveIn(document: JsonObject, value: unknown): JsonObject {
  if (!isObject(value)) return {};
  // OpenAPI 3.1 allows keywords beside a schema's reference: such a schema is more than its target.
  if (
    typeof value.$ref !== "string" ||
    Object.keys(value).some((key) => key !== "$ref" && key !== "summary" && key !== "description")
  )
    return value;
  return resolveIn(document, followReference(document, value.$ref));
}

/** What a local reference leads to. */
export function followReference(document: JsonObject, $ref: string): unknown {
  return decodePointer($ref).reduce(childOf, document as unknown);
}
