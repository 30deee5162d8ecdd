import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAPI3 } from "openapi-typescript";
import { readOperations } from "./generate/read-operations.js";
import { generatedFolder } from "./paths.js";

/** The committed bundle of the description. */
export function readDescription(): OpenAPI3 {
  return JSON.parse(readFileSync(join(generatedFolder, "openapi.json"), "utf8")) as OpenAPI3;
}

/** The operations of the committed bundle, with their texts and examples. */
export const describedOperations = readOperations(readDescription());
