import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot } from "../scripts/paths.js";
import { runNode } from "./support/run-node.js";

// A project of somebody else's, with the built package among its modules.
let consumer: string;

beforeAll(async () => {
  consumer = mkdtempSync(join(tmpdir(), "atlas-consumer-"));
  const modules = join(consumer, "node_modules");
  const installed = join(modules, "atlas-tenant-upgrade");
  mkdirSync(join(installed, "generated"), { recursive: true });
  cpSync(join(projectRoot, "package.json"), join(installed, "package.json"));
  cpSync(join(projectRoot, "generated", "openapi.json"), join(installed, "generated", "openapi.json"));
  for (const name of ["openapi-fetch", "openapi-typescript-helpers"]) {
    cpSync(join(projectRoot, "node_modules", name), join(modules, name), { recursive: true });
  }
  const built = await runNode(["--import", "tsx", join(projectRoot, "scripts", "build.ts"), join(installed, "dist")]);
  expect(built).toMatchObject({ code: 0, stderr: "" });
});

afterAll(() => rmSync(consumer, { recursive: true, force: true }));

const USE = `
const atlas = createAtlasClient({ auth: bearer("t"), onDeprecation: "throw" });
const failure = atlas.upgradeSharedClusterToServerless({
  groupId: "32b6e34b3d91647abb20e7b8",
  body: { providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
});
failure.catch((error) => console.log(error.name, error instanceof AtlasError, version));
`;
const NAMES = "AtlasError, bearer, createAtlasClient, version";

test.each([
  ["an ECMAScript module", "use.mjs", `import { ${NAMES} } from "atlas-tenant-upgrade";`],
  ["CommonJS", "use.cjs", `const { ${NAMES} } = require("atlas-tenant-upgrade");`],
])("%s can load it", async (_, name, load) => {
  writeFileSync(join(consumer, name), load + USE);
  const { version } = await import("../src/version.js");
  const { stdout, stderr } = await runNode([join(consumer, name)]);
  expect({ stdout, stderr }).toEqual({ stdout: `AtlasDeprecatedOperationError true ${version}\n`, stderr: "" });
});

test.each([
  ["an ECMAScript module", "node.mjs", 'import { apiKey, authFromEnv } from "atlas-tenant-upgrade/node";'],
  ["CommonJS", "node.cjs", 'const { apiKey, authFromEnv } = require("atlas-tenant-upgrade/node");'],
])("%s can load the entry for Node", async (_, name, load) => {
  writeFileSync(join(consumer, name), `${load} console.log(typeof apiKey, typeof authFromEnv);`);
  const { stdout, stderr } = await runNode([join(consumer, name)]);
  expect({ stdout, stderr }).toEqual({ stdout: "function function\n", stderr: "" });
});

test("the main entry needs nothing of Node: none of its modules imports any", () => {
  const root = join(consumer, "node_modules", "atlas-tenant-upgrade", "dist", "esm");
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/(?:from|import) "([^"]+)"/g)) {
      if (specifier.startsWith(".")) visit(join(dirname(file), specifier));
      else expect(specifier).toBe("openapi-fetch");
    }
  };
  visit(join(root, "src", "index.js"));
  expect(seen.size).toBeGreaterThan(20);
});

test("its declarations compile in both formats, libraries checked", async () => {
  // The last line is an error by intent: with "any" for types, as in a package without declarations, it would pass.
  const source = `import { ${NAMES} } from "atlas-tenant-upgrade";
import { authFromEnv } from "atlas-tenant-upgrade/node";
createAtlasClient({ auth: authFromEnv({ ACCESS_TOKEN: "t" }) });${USE.replace("(error)", "(error: Error)")}
void failure.then(({ data }) => {
  // @ts-expect-error -- data is typed
  const wrong: number = data.name;
});`;
  const files = ["use.mts", "use.cts"];
  for (const file of files) writeFileSync(join(consumer, file), source);
  const config = join(consumer, "tsconfig.json");
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: "ES2022",
    lib: ["ES2022", "DOM"],
    types: [],
    // Ours and those that we depend on; TypeScript's own are not ours to check.
    skipDefaultLibCheck: true,
    module: "NodeNext",
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files }));
  const tsc = join(projectRoot, "node_modules", "typescript", "bin", "tsc");
  expect(await runNode([tsc, "-p", config])).toMatchObject({ code: 0, stdout: "" });
});

test("the bundled description comes along", async () => {
  const script = join(consumer, "description.cjs");
  writeFileSync(script, 'console.log(require("atlas-tenant-upgrade/openapi.json").openapi);');
  expect((await runNode([script])).stdout).toBe("3.0.3\n");
});
