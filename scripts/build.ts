/**
 * Builds the package: ECMAScript modules and CommonJS, each with declarations, into `dist/` or the folder given. It does
 * not check types: `npm run typecheck` does, once for both.
 */
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type TypeScript from "typescript";
import { projectRoot } from "./paths.js";

// Imported, its 9 MB would be searched for exports, and by tsx for a second time: that takes longer than to run it.
const ts = createRequire(import.meta.url)("typescript") as typeof TypeScript;

const output = resolve(process.argv[2] ?? join(projectRoot, "dist"));
rmSync(output, { recursive: true, force: true });

// What TypeScript has read of other packages for one format serves the other: it is most of the work.
const packageSources = new Map<string, TypeScript.SourceFile | undefined>();

for (const [format, config] of [
  ["esm", "tsconfig.build.json"],
  ["cjs", "tsconfig.cjs.json"],
] as const) {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    join(projectRoot, "src", config),
    { noCheck: true, outDir: join(output, format) },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => stopIfAny([diagnostic]) },
  );
  const { options = {}, fileNames = [], errors = [] } = parsed ?? {};
  stopIfAny(errors);
  const program = ts.createProgram(fileNames, options, sharingHost(options));
  stopIfAny([...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics]);
}
// The package is ESM as a whole; this marks the one folder that is not.
writeFileSync(join(output, "cjs", "package.json"), '{ "type": "commonjs" }\n');

function sharingHost(options: TypeScript.CompilerOptions): TypeScript.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    getSourceFile: (file, version, ...rest) => {
      if (!file.includes("/node_modules/")) return host.getSourceFile(file, version, ...rest);
      const key = JSON.stringify([file, version]);
      if (!packageSources.has(key)) packageSources.set(key, host.getSourceFile(file, version, ...rest));
      return packageSources.get(key);
    },
  };
}

function stopIfAny(diagnostics: readonly TypeScript.Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  console.error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
  process.exit(1);
}
