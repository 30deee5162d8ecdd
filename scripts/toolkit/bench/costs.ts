import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { descriptionFile, inTemporaryFolder, outputOf, projectRoot, run } from "../support/index.js";
import { interleave, type Row } from "./interleave.js";

// Records the processor time of a process when it ends, and does the same in its child processes.
const PRELOAD = `import { appendFileSync } from "node:fs";
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  appendFileSync(process.env.BENCH_CPU, user + system + "\\n");
});`;
const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(PRELOAD)}`;

// Runs Node and gives the processor time that it took, in milliseconds, with all that it started.
function cpuOf(args: readonly string[], cwd: string): Promise<number> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, "cpu");
    await outputOf(
      run(process.execPath, args, cwd, { NODE_OPTIONS, BENCH_CPU: file }),
      `node ${args.join(" ")} failed`,
    );
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return lines.reduce((sum, line) => sum + Number(line) / 1000, 0);
  });
}

const IMPORTS = ["openapi-fetch", "atlas-tenant-upgrade", "@octokit/request", "ky", "axios"];

/** Measures the first import of a package in a process, in milliseconds. */
export function measureImports(folder: string, rounds: number): Promise<Row[]> {
  const measures = IMPORTS.map((name) => {
    const load = `const start = process.cpuUsage(); await import(${JSON.stringify(name)});`;
    const show = "const { user, system } = process.cpuUsage(start); console.log((user + system) / 1000);";
    const args = ["--input-type=module", "-e", load + show];
    return [
      name,
      async () => Number(await outputOf(run(process.execPath, args, folder), `${name} can't be imported`)),
    ] as const;
  });
  return interleave(Object.fromEntries(measures), rounds);
}

/** Measures `npm run generate` beside the two tools that it stands on, in milliseconds. */
export function measureGenerate(rounds: number): Promise<Row[]> {
  return inTemporaryFolder((folder) => {
    const bundled = join(folder, "openapi.json");
    const tool = (...path: string[]) => join(projectRoot, "node_modules", ...path);
    const redocly = [tool("@redocly", "cli", "bin", "cli.js"), "bundle", descriptionFile, "-o", bundled];
    const typescript = [tool("openapi-typescript", "bin", "cli.js"), bundled, "-o", join(folder, "schema.ts")];
    const ours = ["--import", "tsx", join("scripts", "generate.ts"), "--output", join(folder, "generated")];
    const contestants = {
      "redocly bundle and openapi-typescript": async () =>
        (await cpuOf(redocly, projectRoot)) + (await cpuOf(typescript, projectRoot)),
      "npm run generate": () => cpuOf(ours, projectRoot),
    };
    return interleave(contestants, rounds);
  });
}

const PROGRAMS = {
  "openapi-fetch": 'import create from "openapi-fetch"; console.log(create({}));',
  "@octokit/request": 'import { request } from "@octokit/request"; console.log(request);',
  ky: 'import ky from "ky"; console.log(ky);',
  axios: 'import axios from "axios"; console.log(axios);',
  "atlas-tenant-upgrade, bearer":
    'import { bearer, createAtlasClient } from "atlas-tenant-upgrade"; console.log(createAtlasClient({ auth: bearer("a") }));',
  "atlas-tenant-upgrade, everything": 'import * as all from "atlas-tenant-upgrade"; console.log(all);',
};

/** Measures the size of a package in a program's bundle for the browser, minified and compressed, in kilobytes. */
export function measureBundles(folder: string): Promise<Row[]> {
  const options = { bundle: true, minify: true, write: false, platform: "browser", format: "esm" } as const;
  const measures = Object.entries(PROGRAMS).map(([name, contents]) => [
    name,
    async () => {
      const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: folder } });
      return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).byteLength / 1000;
    },
  ]);
  return interleave(Object.fromEntries(measures), 1);
}
