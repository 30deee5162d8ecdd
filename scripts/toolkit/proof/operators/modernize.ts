import { isObject, type JsonObject } from "../../description/index.js";

/** Rewrites a description from OpenAPI 3.0 to 3.1, saying the same with the keywords of JSON Schema 2020-12. */
export function modernize(document: JsonObject): JsonObject {
  const modern = rewrite(document) as JsonObject;
  return { ...modern, openapi: "3.1.0" };
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (!isObject(value)) return value;
  const node = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, rewrite(inner)]));
  if (node.nullable === true && typeof node.type === "string") {
    node.type = [node.type, "null"];
    delete node.nullable;
  }
  for (const [exclusive, limit] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof node[exclusive] !== "boolean") continue;
    if (node[exclusive]) {
      node[exclusive] = node[limit];
      delete node[limit];
    } else delete node[exclusive];
  }
  return node;
}
