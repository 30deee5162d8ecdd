import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError, projectRoot } from "../support/index.js";
import { runTsc } from "./tsc.js";

/**
 * Builds the package into a folder, which is emptied first: ECMAScript modules and CommonJS, each with declarations.
 *
 * @throws InputError with what TypeScript says, if it does not compile
 */
export async function buildPackage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  for (const [format, config] of [
    ["esm", "tsconfig.build.json"],
    ["cjs", "tsconfig.cjs.json"],
  ] as const) {
    const project = join(projectRoot, "src", config);
    const output = ["--noEmitOnError", "--outDir", join(folder, format)];
    const { code, stdout, stderr } = await runTsc(["--project", project, ...output]);
    if (code !== 0) throw new InputError(`The package can't be built:\n${stdout}${stderr}`);
  }
  // The package is ESM as a whole; this marks the one folder that is not.
  writeFileSync(join(folder, "cjs", "package.json"), '{ "type": "commonjs" }\n');
}
