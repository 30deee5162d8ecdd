import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAPI3 } from "openapi-typescript";
import { readOperations } from "./generate/read-operations.js";
import { generatedFolder } from "./paths.js";
import type { JsonObject } from "./toolkit/description/index.js";

/** The committed bundle of the description. */
export function readDescription(): JsonObject & OpenAPI3 {
  return JSON.parse(readFileSync(join(generatedFolder, "openapi.json"), "utf8")) as JsonObject & OpenAPI3;
}

/** The operations of the committed bundle, with their texts and examples. */
export const describedOperations = readOperations(readDescription());
