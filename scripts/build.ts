/**
 * Builds the package: ECMAScript modules and CommonJS, each with declarations, into `dist/` or the folder given. It does
 * not check types: `npm run typecheck` does, once for both.
 */
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { projectRoot } from "./paths.js";

const TSC = join(projectRoot, "node_modules", "typescript", "bin", "tsc");

const output = resolve(process.argv[2] ?? join(projectRoot, "dist"));
rmSync(output, { recursive: true, force: true });
for (const [format, config] of [
  ["esm", "tsconfig.build.json"],
  ["cjs", "tsconfig.cjs.json"],
] as const) {
  const args = [TSC, "-p", join(projectRoot, "src", config), "--noCheck", "--outDir", join(output, format)];
  execFileSync(process.execPath, args, { stdio: "inherit" });
}
// The package is ESM as a whole; this marks the one folder that is not.
writeFileSync(join(output, "cjs", "package.json"), '{ "type": "commonjs" }\n');
