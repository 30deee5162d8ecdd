import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "@swc/core";
import { transform } from "esbuild";
import {
  type GetModuleInfo,
  type ManualChunksOption,
  type OutputOptions,
  type Plugin,
  type PluginContext,
  type RollupOptions,
  rollup,
} from "rollup";
import { dts } from "rollup-plugin-dts";
import { InputError } from "../support/index.js";

/** The modules of the package that users import, by file name. */
export const ENTRIES = { index: "src/index", node: "src/node/index", testing: "src/testing/index" };
const PROGRAM = { cli: "src/cli/main" };
const DESCRIPTION = "./openapi.json";

// Its path in the sources is generated/openapi.json.
const beside: Plugin = {
  name: "beside",
  resolveId: (id) => (id.endsWith("/openapi.json") ? { id: DESCRIPTION, external: "absolute" } : undefined),
};

const settings: RollupOptions = {
  external: [/^node:/, "openapi-fetch", "smol-toml"],
  treeshake: { moduleSideEffects: false },
  // A circular import, a missing export, or a dependency that is not in the list above.
  onwarn: ({ message }) => {
    throw new InputError(`The package can't be bundled: ${message}`);
  },
};

// Names stay as in the sources, also for imports between our own files.
const readable: OutputOptions = { minifyInternalExports: false, hoistTransitiveImports: false };

/**
 * Bundles compiled modules: every entry as a CommonJS module, and every entry except the emulator as an ECMAScript
 * module. The emulator is not meant for bundlers, and is the same CommonJS module in both formats.
 *
 * There are no source maps: an ECMAScript module is its source without types and comments, so a debugger shows readable
 * code. The CommonJS form is minified.
 */
export async function bundleScripts(compiled: string, folder: string): Promise<void> {
  const { testing: _, ...imported } = ENTRIES;
  const output = () => ({ dir: folder, ...readable, manualChunks: sharedChunks(compiled) });
  const esm = await rollup({ ...settings, input: inputs({ ...imported, ...PROGRAM }, compiled, "js") });
  await esm.write({ ...output(), format: "es", chunkFileNames: "[name].js", plugins: [forUsers] });
  const cjs = await rollup({ ...settings, plugins: [beside], input: inputs(ENTRIES, compiled, "js") });
  await cjs.write({
    ...{ ...output(), format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name].cjs", plugins: [forUsers] },
    ...{ esModule: true, interop: "compat", dynamicImportInCjs: false, generatedCode: "es2015" },
  });
}

/**
 * Bundles declarations. They are written in the CommonJS form, and the ECMAScript form re-exports them, so that a value
 * of one format is accepted where the other one's is expected.
 */
export async function bundleDeclarations(compiled: string, folder: string): Promise<void> {
  const bundle = await rollup({ ...settings, plugins: [dts(), tabs], input: inputs(ENTRIES, compiled, "d.ts") });
  await bundle.write({
    ...readable,
    dir: folder,
    entryFileNames: "[name].d.cts",
    chunkFileNames: "[name].d.cts",
    manualChunks: sharedChunks(compiled),
  });
  for (const name of ["index", "node"]) writeFileSync(join(folder, `${name}.d.ts`), `export * from "./${name}.cjs";\n`);
}

function inputs(modules: Readonly<Record<string, string>>, compiled: string, extension: string) {
  return Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [name, join(compiled, `${module}.${extension}`)]),
  );
}

// Without this there would be a file for every combination of entries that share a module. Modules shared with the main
// entry go into one file, so that classes are the same in every entry; the others go into a file of their own.
function sharedChunks(compiled: string): ManualChunksOption {
  const program = join(compiled, "src", "cli", "/");
  const reached = new Map<string, ReadonlySet<string>>();
  return (id, { getModuleInfo }) => {
    const info = getModuleInfo(id);
    if (!info || info.isEntry || info.isExternal) return undefined;
    for (const [name, module] of reached.size > 0 ? [] : Object.entries(ENTRIES)) {
      const start = [".js", ".d.ts"].map((end) => join(compiled, module + end)).find(getModuleInfo);
      reached.set(name, start === undefined ? new Set() : reachable(start, getModuleInfo));
    }
    const users = [...reached].filter(([, modules]) => modules.has(id)).map(([name]) => name);
    if (info.importers.some((importer) => importer.startsWith(program))) users.push("cli");
    if (users.length < 2) return undefined;
    return users.includes("index") || users.includes("testing") ? "shared" : "credentials";
  };
}

function reachable(id: string, getModuleInfo: GetModuleInfo, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  const { importedIds = [], dynamicallyImportedIds = [] } = getModuleInfo(id) ?? {};
  for (const imported of [...importedIds, ...dynamicallyImportedIds]) reachable(imported, getModuleInfo, found);
  return found;
}

// The declarations have the comments. CommonJS modules and the command line are also minified. Names of functions,
// classes and properties stay, and so do line breaks, since Node shows source lines of an error.
const forUsers: Plugin = {
  name: "for-users",
  async renderChunk(code, { name }, { format }) {
    const settings = { target: "es2022", charset: "utf8", legalComments: "none" } as const;
    if (format === "es" && name !== "cli") {
      const { code: plain } = await transform(pureConstants(this, code), settings);
      const indented = indentByTabs(plain);
      if (syntaxOf(this, indented) === syntaxOf(this, plain)) return indented;
      throw new InputError(`In ${name}.js a line of a template literal begins with spaces, which would become tabs`);
    }
    const mangle = { toplevel: false, keep_fnames: true, keep_classnames: true };
    const { code: shorter } = await minify(code, { module: format === "es", compress: false, mangle });
    const dense = { minifySyntax: true, minifyWhitespace: true, lineLimit: 120 };
    const { code: denser } = await transform(shorter, { ...settings, ...dense });
    // esbuild also breaks lines within strings, into which tools that indent the code, such as Rollup's, would put tabs.
    return denser.replace(/(?<!\\)((?:\\\\)*)\\\n/g, "$1");
  },
};

function syntaxOf({ parse }: PluginContext, code: string): string {
  return JSON.stringify(parse(code), (key, value) => (key === "start" || key === "end" ? undefined : value));
}

// package.json declares that loading the package has no side effects, so no constant may be computed on loading: a
// bundler may leave it out, as it may leave out its module.
function pureConstants({ parse }: PluginContext, code: string): string {
  const computed = parse(code).body.flatMap((statement) => {
    if (statement.type !== "VariableDeclaration") return [];
    return statement.declarations.flatMap(({ id, init }) => (id.type === "Identifier" && init ? [init] : []));
  });
  return computed.reduceRight((whole, init) => {
    if (!callsAtOnce(init)) return whole;
    const { start, end } = init as unknown as { start: number; end: number };
    return `${whole.slice(0, start)}/* @__PURE__ */ (() => (${whole.slice(start, end)}))()${whole.slice(end)}`;
  }, code);
}

// A fifth of the generated types is indentation.
const tabs: Plugin = { name: "tabs", renderChunk: (code) => indentByTabs(code, 4) };

function indentByTabs(code: string, width = 2): string {
  return code.replace(new RegExp(`^(?: {${width}})+`, "gm"), (spaces) => "\t".repeat(spaces.length / width));
}

// Whether an expression calls something when it is evaluated.
function callsAtOnce(node: object): boolean {
  const { type = "" } = node as { type?: string };
  if (/^(?:Call|New)Expression$/.test(type)) return true;
  if (/Function/.test(type)) return false;
  return Object.values(node).some((child) => typeof child === "object" && child !== null && callsAtOnce(child));
}
