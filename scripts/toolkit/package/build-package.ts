import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTsc } from "../compile/index.js";
import { generatedFolder, outputOf, projectRoot } from "../support/index.js";
import { bundleDeclarations, bundleScripts } from "./bundle.js";

/**
 * Builds the package into a folder, which is emptied first: one ECMAScript module and one CommonJS module for each
 * entry, with declarations, and the modules that entries share; the command line; and the description.
 *
 * @throws InputError with TypeScript's output, if it does not compile
 */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  // In the project, where the modules find their imports.
  const emitted = mkdtempSync(join(projectRoot, ".built-"));
  try {
    const project = join(projectRoot, "src", "tsconfig.build.json");
    const args = ["--project", project, "--noEmitOnError", "--outDir", emitted];
    await outputOf(runTsc(args), "The package can't be built");
    await Promise.all([bundleScripts(emitted, folder), bundleDeclarations(emitted, folder)]);
  } finally {
    rmSync(emitted, { recursive: true });
  }
  const description = JSON.parse(readFileSync(join(generatedFolder, "openapi.json"), "utf8"));
  writeFileSync(join(folder, "openapi.json"), `${JSON.stringify(description)}\n`);
  chmodSync(join(folder, "cli.js"), 0o755);
}
