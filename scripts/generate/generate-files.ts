import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type { OpenAPI3 } from "openapi-typescript";
import type { JsonObject } from "../toolkit/description/index.js";
import { emitOperations } from "./emit-operations.js";
import type { Files } from "./files.js";
import { readOperations } from "./read-operations.js";

// Imported, it would import TypeScript, whose 9 MB would be searched for exports: that takes longer than to run it.
const { default: openapiTS, astToString } = createRequire(import.meta.url)(
  "openapi-typescript",
) as typeof import("openapi-typescript");

const COMMAND = "npm run generate";

/** Everything that is made from a bundled description, by file name. The same description gives the same bytes. */
export async function generateFiles(description: Readonly<JsonObject>): Promise<Files> {
  const sha256 = createHash("sha256").update(toJson(description)).digest("hex");
  const header = [
    `// Made by "${COMMAND}" from the description in openapi/. Do not edit.`,
    `// sha256 of the bundled description: ${sha256}`,
    "",
    "",
  ].join("\n");
  const types = await openapiTS(structuredClone(description) as unknown as OpenAPI3, {
    defaultNonNullable: false,
    readWriteMarkers: true,
    // An object of which nothing is described is open, not empty.
    emptyObjectsUnknown: true,
  });
  return new Map([
    ["openapi.json", toJson({ "x-generated": { command: COMMAND, sha256 }, ...description })],
    ["schema.ts", header + astToString(types)],
    ["operations.ts", header + emitOperations(readOperations(description))],
  ]);
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
