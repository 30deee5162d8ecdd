import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenAPI3 } from "openapi-typescript";
import type { JsonObject } from "../description/index.js";
import { generatedFolder } from "../support/index.js";
import { type DescribedOperation, readOperations } from "./read-operations.js";

/** The committed bundle of the description. */
export function readDescription(): JsonObject & OpenAPI3 {
  return JSON.parse(readFileSync(join(generatedFolder, "openapi.json"), "utf8")) as JsonObject & OpenAPI3;
}

/** The operations of the committed bundle, with their texts and examples. */
export function readDescribedOperations(): DescribedOperation[] {
  return readOperations(readDescription());
}
