import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { type JsonObject, mapOperations } from "../description/index.js";
import { InputError } from "../support/index.js";
import { emitCalls, emitOperations } from "./emit-operations.js";
import type { Files } from "./files.js";
import { readOperations } from "./read-operations.js";
import { rewriteForTypes } from "./rewrite-for-types.js";

const COMMAND = "npm run generate";

/**
 * Generates all files from a bundled description, by file name. The same description always gives the same bytes.
 *
 * @param onSkip - called for an operation that can't become a method, which only the client underneath has then
 * @throws DescriptionError naming all such operations, if there are any and no `onSkip`
 */
export async function generateFiles(
  description: Readonly<JsonObject>,
  onSkip?: (key: string, reason: string) => void,
): Promise<Files> {
  const operations = readOperations(description, onSkip);
  const ids = new Map(
    operations.map(({ descriptor: { method, path, operationId } }) => [`${method} ${path}`, operationId]),
  );
  // Types of an operation are looked up by its name.
  const named = mapOperations(description, ({ key, operation: { operationId: _, ...operation } }) => {
    const operationId = ids.get(key);
    return { ...operation, ...(operationId !== undefined && { operationId }) };
  });
  const sha256 = createHash("sha256").update(toJson(description)).digest("hex");
  const header = [
    `// Made by "${COMMAND}" from an OpenAPI description. Do not edit.`,
    `// sha256 of the bundled description: ${sha256}`,
    "",
    "",
  ].join("\n");
  // Loaded late, since it loads TypeScript; and by require, since for an import Node would search 9 MB for exports.
  const { default: openapiTS, astToString } = createRequire(import.meta.url)(
    "openapi-typescript",
  ) as typeof import("openapi-typescript");
  const types = await openapiTS(rewriteForTypes(named), {
    defaultNonNullable: false,
    readWriteMarkers: true,
    // An object without described properties may have any properties.
    emptyObjectsUnknown: true,
  }).catch((error: Error) => {
    throw new InputError(`openapi-typescript can't read the description: ${error.message}`);
  });
  return new Map([
    ["openapi.json", toJson({ "x-generated": { command: COMMAND, sha256 }, ...description })],
    ["schema.ts", header + tidyComments(mendMarkers(astToString(types)))],
    ["calls.ts", header + emitCalls(operations)],
    ["operations.ts", header + emitOperations(operations)],
  ]);
}

const READ_ONLY = "ReadOnlyBecauseAtlasSetsIt";
// What openapi-typescript writes in `Readable` and `Writable`, and what has to be there instead.
const MENDED = [
  // A property that a request can't set is never, and TypeScript's error would not say why. The property has to stay:
  // without it, a response could be sent back as a body.
  ["? K : never]?: never;", `? K : never]?: ${READ_ONLY};`],
  // A property that is always null counts as one that is never there.
  ["NonNullable<T[K]> extends", "Exclude<T[K], undefined> extends"],
] as const;

function mendMarkers(types: string): string {
  return MENDED.reduce(
    (text, [written, mended]) => {
      if (!text.includes(written)) throw new Error(`openapi-typescript no longer writes ${written}`);
      return text.replaceAll(written, mended);
    },
    `/** The type of a property that a request can't set; no value has it. */
export interface ${READ_ONLY} {
    readonly $readOnly: never;
}
${types}`,
  );
}

// An editor shows @enum as an empty tag, and a description less prominently if it is one.
function tidyComments(types: string): string {
  return types
    .replace(/^ *(?:\* @enum \{\w+\}|\/\*\* @enum \{\w+\} \*\/)\n/gm, "")
    .replace(/(\/\*\*(?:\n *\*)? )@description /g, "$1")
    .replace(/\/\*\*\n *\* (.*)\n *\*\/$/gm, "/** $1 */");
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
