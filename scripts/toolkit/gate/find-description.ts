import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { childOf, isObject, readDocument } from "../description/index.js";
import { InputError } from "../support/index.js";

const FOLDERS = ["", "openapi", "api", "apis", "spec", "specs", "docs", "doc", "src", "contract", "public", "static"];
const NAMES = ["openapi", "api", "swagger"];
const ENDINGS = ["yaml", "yml", "json"];

/**
 * Finds the description of a repository: the one API of its `redocly.yaml`, or a file with a usual name in a usual folder.
 *
 * @param folder - where the user stands, or the top of the workspace
 * @throws InputError if there is none, or if there are several APIs
 */
export function findDescription(folder: string): string {
  const config = ["redocly.yaml", "redocly.yml", ".redocly.yaml"].map((name) => join(folder, name)).find(existsSync);
  const apis = config ? childOf(readDocument(config).value, "apis") : undefined;
  const roots = Object.values(isObject(apis) ? apis : {})
    .map((api) => childOf(api, "root"))
    .filter((root) => typeof root === "string");
  if (roots.length > 1) {
    throw new InputError(`redocly.yaml has ${roots.length} APIs: name one as the description (${roots.join(", ")})`);
  }
  if (roots[0] !== undefined) return join(folder, roots[0]);
  const usual = FOLDERS.flatMap((path) =>
    NAMES.flatMap((name) => ENDINGS.map((end) => join(folder, path, `${name}.${end}`))),
  );
  const found = usual.find(existsSync);
  if (found !== undefined) return found;
  const where = relative(process.cwd(), folder) || "this folder";
  throw new InputError(
    `No description was found in ${where}: name its root document ("description"), or call it openapi.yaml, there or in openapi/, api/, spec/ or docs/`,
  );
}
