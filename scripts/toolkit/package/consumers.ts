import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type ts from "typescript";
import { runTsc } from "../compile/index.js";
import { projectRoot } from "../support/index.js";
import type { Surface } from "./surface.js";

type TypeScript = typeof ts;

const PACKAGE = "atlas-tenant-upgrade";
const RESOLUTIONS = ["node10", "node16", "nodenext", "bundler"] as const;

// Neither is no platform: both openapi-fetch and we need what "fetch" is made of.
const PLATFORMS = {
  "DOM and Node": { lib: ["ES2022", "DOM", "DOM.Iterable"], types: ["node"] },
  "DOM alone": { lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] },
  "Node alone": { lib: ["ES2022"], types: ["node"] },
};

interface Combination {
  release: string;
  resolution: (typeof RESOLUTIONS)[number];
  platform: keyof typeof PLATFORMS;
}

/** What TypeScript says of a project that uses the package. */
export interface Compiled {
  title: string;
  errors: string[];
}

/**
 * Compiles a project that uses the package, with several releases of TypeScript, in every way in which modules are found,
 * with and without the types of browsers and Node. Declarations of dependencies are checked too, and the project emits
 * declarations of its own. The packages lie as pnpm lays them: a dependency of ours can't be imported.
 *
 * @param compilers - the folder where TypeScript is installed as `typescript-5.4` and so on
 * @param all - each release in each way on each platform, and not on one of them in turn
 */
export async function compileConsumers(
  folder: string,
  surface: Surface,
  { compilers, all }: { compilers: string; all: boolean },
): Promise<Compiled[]> {
  const consumer = mkdtempSync(join(tmpdir(), "atlas-consumer-"));
  try {
    layOut(consumer, folder);
    const source = useOf(surface);
    for (const name of ["use.ts", "use.mts", "use.cts"]) writeFileSync(join(consumer, name), source);
    const results: Compiled[] = [];
    for (const release of ["5.4", "5.5", "5.7", "5.9", "6", "7"]) {
      const cache = new Map<string, ts.SourceFile>();
      const from = release === "5.9" ? import.meta.url : join(compilers, "_");
      const load = () => createRequire(from)(release === "5.9" ? "typescript" : `typescript-${release}`) as TypeScript;
      for (const combination of combinationsOf(release, all)) {
        const errors =
          release === "7"
            ? await compileByCommand(consumer, combination)
            : compile(load(), consumer, combination, cache);
        results.push({ title: `TypeScript ${Object.values(combination).join(", ")}`, errors });
      }
    }
    return results;
  } finally {
    rmSync(consumer, { recursive: true });
  }
}

function combinationsOf(release: string, all: boolean): Combination[] {
  const platforms = Object.keys(PLATFORMS) as Combination["platform"][];
  // TypeScript 7 has no node10 any more.
  const resolutions = RESOLUTIONS.filter((resolution) => release !== "7" || resolution !== "node10");
  return resolutions.flatMap((resolution, number) => {
    const turn = platforms[(number + Number(release) * 10) % platforms.length] as Combination["platform"];
    return (all ? platforms : [turn]).map((platform) => ({ release, resolution, platform }));
  });
}

function layOut(consumer: string, folder: string): void {
  const modules = join(consumer, "node_modules");
  const store = join(modules, ".pnpm", `${PACKAGE}@1.0.0`, "node_modules");
  cpSync(folder, join(store, PACKAGE), { recursive: true });
  for (const name of ["openapi-fetch", "openapi-typescript-helpers", "smol-toml"]) {
    cpSync(join(projectRoot, "node_modules", name), join(store, name), { recursive: true });
  }
  symlinkSync(join(store, PACKAGE), join(modules, PACKAGE), "junction");
  mkdirSync(join(modules, "@types"));
  symlinkSync(join(projectRoot, "node_modules", "@types", "node"), join(modules, "@types", "node"), "junction");
}

// Every export, none of which may be "any", as where a declaration was not found; and what people do with the package, in
// exported values, whose types must be such as can be written down. The lines that must be errors tell types from "any".
function useOf({ entries }: Surface): string {
  const imports = [...entries.keys()].map((entry) => {
    return `import * as ${entry} from "${entry === "index" ? PACKAGE : `${PACKAGE}/${entry}`}";`;
  });
  const probes = [...entries].flatMap(([entry, exports]) =>
    exports.flatMap(({ name, isValue, isType, parameters }) => {
      const type = `${entry}.${name}${parameters > 0 ? `<${Array(parameters).fill("never").join(", ")}>` : ""}`;
      return [...(isType ? [type] : []), ...(isValue ? [`typeof ${entry}.${name}`] : [])];
    }),
  );
  return `${imports.join("\n")}
type IsAny<T> = 0 extends 1 & T ? true : false;
type HasAny<T> = IsAny<T> extends true ? true : true extends { [K in keyof T]-?: IsAny<T[K]> }[keyof T] ? true : false;
${probes.map((type, number) => `export const probe${number}: HasAny<${type}> = false;`).join("\n")}
const { bearer, createAtlasClient, deprecationMiddleware, planUpgrade, upgradeCluster } = index;
export const client = createAtlasClient({ auth: bearer("token") });
export const http = client.http;
export const middleware = deprecationMiddleware();
const groupId = "32b6e34b3d91647abb20e7b8";
const params = { path: { groupId, clusterName: "shop-dev" } };
export const raw = () => http.GET("/api/atlas/v2/groups/{groupId}/clusters/{clusterName}", { params });
export const named = () => client.getCluster({ groupId, clusterName: "shop-dev" });
export const run = () => upgradeCluster(client, { groupId, name: "shop-dev", target: "FLEX" });
export const emulator = testing.createAtlasEmulator({ clusters: [{ name: "shop-dev", tier: "M0" }] });
export const auth: index.AtlasAuth = node.authFromEnv({ ACCESS_TOKEN: "token" });
const body = { name: "a", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } };
export const operation: "upgradeFlexCluster" = planUpgrade(body, { source: "FLEX", target: "M10" }).operation;
// @ts-expect-error -- there is no such way
planUpgrade(body, { source: "FLEX", target: "FLEX" });
export const wrong = async () => {
  const [{ data }, result] = [await named(), await raw()];
  // @ts-expect-error -- a string
  const first: number = data.name;
  // @ts-expect-error -- a string
  const second: number = result.data?.name;
  return [first, second];
};
`;
}

function filesAndOptions({ resolution, platform }: Combination) {
  const isNode = resolution === "node16" || resolution === "nodenext";
  return {
    files: isNode ? ["use.mts", "use.cts"] : ["use.ts"],
    options: {
      ...{ strict: true, declaration: true, skipDefaultLibCheck: true, resolveJsonModule: true, target: "ES2022" },
      ...{
        module: isNode ? resolution : resolution === "node10" ? "CommonJS" : "ESNext",
        moduleResolution: resolution,
      },
      ...PLATFORMS[platform],
    },
  };
}

function compile(
  typescript: TypeScript,
  consumer: string,
  combination: Combination,
  cache: Map<string, ts.SourceFile>,
) {
  const { files, options } = filesAndOptions(combination);
  // It warns that a later release has none.
  const silenced = combination.release === "6" && { ignoreDeprecations: "6.0" };
  const read = typescript.convertCompilerOptionsFromJson({ ...options, ...silenced }, consumer);
  const host = typescript.createCompilerHost(read.options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getCurrentDirectory = () => consumer;
  // The libraries are the same for all combinations.
  host.getSourceFile = (name, how, ...more) => {
    if (!isLibrary(name)) return getSourceFile(name, how, ...more);
    const key = `${name} ${JSON.stringify(how)}`;
    const file = cache.get(key) ?? getSourceFile(name, how, ...more);
    if (file) cache.set(key, file);
    return file;
  };
  const program = typescript.createProgram(
    files.map((file) => join(consumer, file)),
    read.options,
    host,
  );
  const found = [...read.errors, ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  for (const file of program.getSourceFiles()) {
    if (isLibrary(file.fileName)) continue;
    found.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
    if (!file.isDeclarationFile) found.push(...program.getDeclarationDiagnostics(file));
  }
  return found.map(({ file, start = 0, messageText }) => {
    const line = file ? `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}: ` : "";
    return line + typescript.flattenDiagnosticMessageText(messageText, "\n");
  });
}

async function compileByCommand(consumer: string, combination: Combination): Promise<string[]> {
  const { files, options } = filesAndOptions(combination);
  const compilerOptions = { ...options, emitDeclarationOnly: true, outDir: "emitted" };
  writeFileSync(join(consumer, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const { code, stdout, stderr } = await runTsc(["-p", consumer], consumer);
  return code === 0 ? [] : (stdout + stderr).trim().split("\n");
}

function isLibrary(file: string): boolean {
  return /\/typescript[^/]*\/lib\/|\/@types\/node\/|\/undici-types\//.test(file);
}
