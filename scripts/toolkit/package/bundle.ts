import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import {
  type GetModuleInfo,
  type ManualChunksOption,
  type OutputOptions,
  type Plugin,
  type RollupOptions,
  rollup,
} from "rollup";
import { dts } from "rollup-plugin-dts";
import { InputError } from "../support/index.js";

/** The modules of the package that others import, by the names of their files. */
export const ENTRIES = { index: "src/index", node: "src/node/index", testing: "src/testing/index" };
const PROGRAM = { cli: "src/cli/main" };

const settings: RollupOptions = {
  external: [/^node:/, "openapi-fetch", "smol-toml"],
  treeshake: { moduleSideEffects: false },
  // A circle, a missing export, something external that nobody has named.
  onwarn: ({ message }) => {
    throw new InputError(`The package can't be bundled: ${message}`);
  },
};

// Names as in the sources, also where one file of ours imports from another.
const readable: OutputOptions = { minifyInternalExports: false, hoistTransitiveImports: false };

/**
 * Bundles compiled modules for both formats. Of the command line, which nobody requires, there is only a module.
 *
 * No source maps: the code is as its author wrote it but for types and comments, and that is what a debugger shows. The
 * CommonJS form is without indentation.
 */
export async function bundleScripts(compiled: string, folder: string): Promise<void> {
  const plugins = [forUsers];
  const esm = await rollup({ ...settings, plugins, input: inputs({ ...ENTRIES, ...PROGRAM }, compiled, "js") });
  const output = { dir: folder, ...readable, manualChunks: sharedChunks(compiled) };
  await esm.write({ ...output, format: "es", chunkFileNames: "[name].js" });
  const cjs = await rollup({ ...settings, plugins, input: inputs(ENTRIES, compiled, "js") });
  await cjs.write({
    ...{ ...output, format: "cjs", entryFileNames: "[name].cjs", chunkFileNames: "[name].cjs" },
    ...{ esModule: true, interop: "compat", dynamicImportInCjs: false, generatedCode: "es2015" },
  });
}

/**
 * Bundles declarations. They stand in the CommonJS form, from which the other one exports them again, so that a value of
 * one format is accepted where the other one's is expected.
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
  for (const name of Object.keys(ENTRIES)) {
    writeFileSync(join(folder, `${name}.d.ts`), `export * from "./${name}.cjs";\n`);
  }
}

function inputs(modules: Readonly<Record<string, string>>, compiled: string, extension: string) {
  return Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [name, join(compiled, `${module}.${extension}`)]),
  );
}

// Without this there would be a file for every combination of entries that share a module. What the main entry shares goes
// into one file, so that classes are the same wherever they are imported from; the rest of it is in its own.
function sharedChunks(compiled: string): ManualChunksOption {
  const program = join(compiled, "src", "cli", "/");
  const reached = new Map<string, Set<string>>();
  return (id, { getModuleInfo }) => {
    const from = (entry: keyof typeof ENTRIES) => {
      const start = [".js", ".d.ts"].map((end) => join(compiled, ENTRIES[entry] + end)).find(getModuleInfo) ?? "";
      if (!reached.has(entry)) reached.set(entry, reachable(start, getModuleInfo));
      return reached.get(entry)?.has(id) ?? false;
    };
    const info = getModuleInfo(id);
    if (!info || info.isEntry || info.isExternal) return undefined;
    const byProgram = info.importers.some((importer) => importer.startsWith(program));
    if (from("testing") ? from("index") || from("node") : from("index") && (from("node") || byProgram)) return "shared";
    return from("node") && byProgram ? "credentials" : undefined;
  };
}

function reachable(id: string, getModuleInfo: GetModuleInfo, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  const { importedIds = [], dynamicallyImportedIds = [] } = getModuleInfo(id) ?? {};
  for (const imported of [...importedIds, ...dynamicallyImportedIds]) reachable(imported, getModuleInfo, found);
  return found;
}

// Comments are in the declarations. And as package.json says that loading the package has no effects, none has a constant that
// is computed then: a bundler may leave it out, as it could leave out the module that it was in.
const forUsers: Plugin = {
  name: "for-users",
  async renderChunk(code, _, { format }) {
    const computed = this.parse(code).body.flatMap((statement) => {
      if (statement.type !== "VariableDeclaration") return [];
      return statement.declarations.flatMap(({ id, init }) => (id.type === "Identifier" && init ? [init] : []));
    });
    const pure = computed.reduceRight((whole, init) => {
      // What is waited for stands in the command line, which nobody bundles.
      if (!does(init, /^(?:Call|New)Expression$/) || does(init, /^AwaitExpression$/)) return whole;
      const { start, end } = init as unknown as { start: number; end: number };
      return `${whole.slice(0, start)}/* @__PURE__ */ (() => (${whole.slice(start, end)}))()${whole.slice(end)}`;
    }, code);
    const settings = { target: "es2022", charset: "utf8", legalComments: "none" } as const;
    // Who wants to read the code has the ECMAScript modules. Names stay, and lines, which Node shows of an error.
    const dense = format === "cjs" && { minifyWhitespace: true, lineLimit: 120 };
    return (await transform(pure, { ...settings, ...dense })).code;
  },
};

// A fifth of the generated types is indentation.
const tabs: Plugin = {
  name: "tabs",
  renderChunk: (code) => code.replace(/^(?: {4})+/gm, (spaces) => "\t".repeat(spaces.length / 4)),
};

// Whether an expression does something of a kind when it is evaluated.
function does(node: object, kind: RegExp): boolean {
  const { type = "" } = node as { type?: string };
  if (kind.test(type)) return true;
  if (/Function/.test(type)) return false;
  return Object.values(node).some((child) => typeof child === "object" && child !== null && does(child, kind));
}
