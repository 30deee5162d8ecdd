import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { descriptionFile, InputError, projectRoot, runNode } from "../support/index.js";
import { type Row, toRows } from "./figures.js";

// Tells what a process took, those that it starts included, when each ends.
const TELL = `process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  require("node:fs").appendFileSync(process.env.BENCH_CPU, user + system + "\\n");
});`;

/** Runs Node and gives the processor time that it took, in microseconds, with all that it started. */
async function cpuOf(args: readonly string[], cwd: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "cpu");
  try {
    const preload = `--import=data:text/javascript,${encodeURIComponent(
      `import { createRequire } from "node:module"; const require = createRequire("/"); ${TELL}`,
    )}`;
    const { code, stderr } = await runNode(args, cwd, { NODE_OPTIONS: preload, BENCH_CPU: file });
    if (code !== 0) throw new InputError(`node ${args.join(" ")} failed:\n${stderr}`);
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return lines.reduce((sum, line) => sum + Number(line), 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures what it takes to start Node and import a package, less what it takes to start Node alone, in milliseconds. */
export async function measureImports(folder: string, names: readonly string[], rounds: number): Promise<Row[]> {
  const values: number[][] = names.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    const idle = await cpuOf(["--input-type=module", "-e", ""], folder);
    for (const [index, name] of names.entries()) {
      const taken = await cpuOf(["--input-type=module", "-e", `import ${JSON.stringify(name)}`], folder);
      if (round >= 0) values[index]?.push((taken - idle) / 1000);
    }
  }
  return toRows(names, values);
}

/** Measures `npm run generate` beside the two tools that it stands on, in milliseconds. */
export async function measureGenerate(rounds: number): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const bundled = join(folder, "openapi.json");
  const tool = (...path: string[]) => join(projectRoot, "node_modules", ...path);
  const alone = async () =>
    (await cpuOf([tool("@redocly", "cli", "bin", "cli.js"), "bundle", descriptionFile, "-o", bundled], projectRoot)) +
    (await cpuOf([tool("openapi-typescript", "bin", "cli.js"), bundled, "-o", join(folder, "schema.ts")], projectRoot));
  const ours = () =>
    cpuOf(["--import", "tsx", join("scripts", "generate.ts"), "--output", join(folder, "generated")], projectRoot);
  try {
    const values: [number[], number[]] = [[], []];
    for (let round = -1; round < rounds; round += 1) {
      const taken = [await alone(), await ours()];
      if (round >= 0) for (const [index, time] of taken.entries()) values[index]?.push(time / 1000);
    }
    return toRows(["redocly bundle and openapi-typescript", "npm run generate"], values);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures what a program's bundle for the browser has of a package, minified and compressed, in kilobytes. */
export async function measureBundles(folder: string, programs: Readonly<Record<string, string>>): Promise<Row[]> {
  const sizes: number[][] = [];
  for (const contents of Object.values(programs)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir: folder },
      bundle: true,
      minify: true,
      write: false,
      platform: "browser",
      format: "esm",
    });
    sizes.push([gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).byteLength / 1000]);
  }
  return toRows(Object.keys(programs), sizes);
}
