import { isObject, type JsonObject, lookUp } from "../description/index.js";

/** What a reference of a bundle leads to; anything else is itself. */
export function resolveIn(document: JsonObject, value: unknown): JsonObject {
  if (!isObject(value)) return {};
  // OpenAPI 3.1 allows keywords beside a schema's reference: such a schema is more than its target.
  if (
    typeof value.$ref !== "string" ||
    Object.keys(value).some((key) => key !== "$ref" && key !== "summary" && key !== "description")
  )
    return value;
  return resolveIn(document, lookUp(document, value.$ref));
}
