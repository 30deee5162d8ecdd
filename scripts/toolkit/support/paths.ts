import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the whole project, above this file or above what was compiled of it. */
export const projectRoot = folderWith(join("openapi", "openapi.yaml"), dirname(fileURLToPath(import.meta.url)));

/** The root document of the description that is maintained by hand. */
export const descriptionFile = join(projectRoot, "openapi", "openapi.yaml");

/** The folder of what is made from the description. */
export const generatedFolder = join(projectRoot, "generated");

/** The lint configuration of the description. */
export const lintConfigFile = join(projectRoot, "openapi", "redocly.yaml");

/** The default lint configuration of a description: the project rules apply to our own description only. */
export const lintConfigFor = (description: string): string =>
  resolve(description) === descriptionFile ? lintConfigFile : join(projectRoot, "openapi", "redocly-generic.yaml");

/** The configuration of `redocly diff`. */
export const diffConfigFile = join(projectRoot, "openapi", "redocly-diff.yaml");

/** Where and why the description departs from the published one on purpose. */
export const deviationsFile = join(projectRoot, "openapi", "deviations.yaml");

function folderWith(name: string, start: string): string {
  if (existsSync(join(start, name))) return start;
  const parent = dirname(start);
  if (parent === start) throw new Error(`No folder above has ${name}`);
  return folderWith(name, parent);
}
