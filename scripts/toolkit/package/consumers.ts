import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTsc } from "../compile/index.js";
import { InputError, inTemporaryFolder, projectRoot, runNode } from "../support/index.js";
import type { Surface } from "./surface.js";
import { install } from "./tarball.js";

const PACKAGE = "atlas-tenant-upgrade";
const USE = join(projectRoot, "contract-tests", "fixtures", "runtimes", "use.ts");
const RELEASES = ["5.4", "5.5", "5.7", "5.9", "6", "7"];
const RESOLUTIONS = ["node10", "node16", "nodenext", "bundler"];

// One of them is needed: openapi-fetch and this package use the types of "fetch".
const PLATFORMS = {
  "DOM and Node": { lib: ["ES2022", "DOM", "DOM.Iterable"], types: ["node"] },
  "DOM alone": { lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] },
  "Node alone": { lib: ["ES2022"], types: ["node"] },
};

/**
 * Compiles a project that uses the package, with several releases of TypeScript, every mode of module resolution, and
 * with and without the types of browsers and Node. Declarations of dependencies are checked too, and the project emits
 * its own. The packages are laid out as by pnpm: the project can't import the package's dependencies.
 *
 * @param options - `compilers` is the folder where TypeScript is installed as `typescript-5.4` and so on; with `all`,
 * every release compiles in every mode on every platform instead of on one platform each
 * @returns TypeScript's errors for each project, by its title
 */
export function compileConsumers(folder: string, surface: Surface, options: { compilers: string; all: boolean }) {
  return inTemporaryFolder(async (consumer) => {
    layOut(consumer, folder);
    for (const name of ["use.ts", "use.mts", "use.cts"]) writeFileSync(join(consumer, name), useOf(surface));
    const results = await Promise.all(RELEASES.map((release) => compile(consumer, release, options)));
    return results.flat();
  });
}

// The configuration files for one release, each of which is a project.
function writeProjects(consumer: string, release: string, all: boolean): string[] {
  const platforms = Object.entries(PLATFORMS);
  // TypeScript 7 no longer has node10.
  const resolutions = RESOLUTIONS.filter((resolution) => release !== "7" || resolution !== "node10");
  return resolutions.flatMap((moduleResolution, number) => {
    const isNode = /^node(?:16|next)$/.test(moduleResolution);
    const turn = (number + Number(release) * 10) % platforms.length;
    return (all ? platforms : platforms.slice(turn, turn + 1)).map(([platform, { lib, types }]) => {
      const title = `TypeScript ${release}, ${moduleResolution}, ${platform}`;
      const compilerOptions = {
        ...{ strict: true, declaration: true, skipDefaultLibCheck: true, resolveJsonModule: true, target: "ES2022" },
        ...{ lib, types, moduleResolution, outDir: title },
        module: isNode ? moduleResolution : moduleResolution === "node10" ? "CommonJS" : "ESNext",
        // It warns that a later release will remove node10.
        ...(release === "6" && { ignoreDeprecations: "6.0" }),
      };
      const files = isNode ? ["use.mts", "use.cts"] : ["use.ts"];
      writeFileSync(join(consumer, `${title}.json`), JSON.stringify({ compilerOptions, files }));
      return `${title}.json`;
    });
  });
}

function layOut(consumer: string, folder: string): void {
  const modules = join(consumer, "node_modules");
  const store = join(modules, ".pnpm", `${PACKAGE}@1.0.0`, "node_modules");
  install(folder, store);
  symlinkSync(join(store, PACKAGE), join(modules, PACKAGE), "junction");
  mkdirSync(join(modules, "@types"));
  symlinkSync(join(projectRoot, "node_modules", "@types", "node"), join(modules, "@types", "node"), "junction");
}

// Typical uses of the package, and every export, none of which may be "any".
function useOf({ entries }: Surface): string {
  const types = [...entries.values()].flat().flatMap((one) => one.types);
  const probes = types.map((type, number) => `export const probe${number}: HasAny<${type}> = false;`);
  return [readFileSync(USE, "utf8"), ...probes].join("\n");
}

// All projects in one process, which reads the libraries once.
async function compile(consumer: string, release: string, { compilers, all }: { compilers: string; all: boolean }) {
  const projects = writeProjects(consumer, release, all);
  const args = ["--build", "--verbose", ...projects];
  const modules =
    release === "5.9" ? join(projectRoot, "node_modules", "typescript") : join(compilers, `typescript-${release}`);
  const { stdout, stderr } =
    release === "7" ? await runTsc(args, consumer) : await runNode([join(modules, "bin", "tsc"), ...args], consumer);
  const [, ...parts] = (stdout + stderr).split(/^.*Building project '.*?(TypeScript [^'/]*)\.json'\.\.\.$/m);
  if (parts.length !== 2 * projects.length) throw new InputError(`TypeScript ${release} failed:\n${stdout}${stderr}`);
  return parts.flatMap((title, index) =>
    index % 2 === 0 ? [{ title, errors: parts[index + 1]?.match(/^.*error TS.*$/gm) ?? [] }] : [],
  );
}
