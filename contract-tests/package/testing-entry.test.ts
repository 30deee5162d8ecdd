import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { type Consumer, createConsumer } from "../support/consumer.js";

const EXAMPLES = join(projectRoot, "contract-tests", "fixtures", "testing-examples");

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
  // Of the test runners the consumer has the project's own.
  for (const name of ["vitest", "jest"]) {
    symlinkSync(join(projectRoot, "node_modules", name), join(consumer.folder, "node_modules", name), "junction");
  }
});
afterAll(() => consumer.remove());

test.each([
  ["node:test", "node.test.mjs", ["--test"], "# pass 2"],
  ["Jest", "jest.test.cjs", [join("node_modules", "jest", "bin", "jest.js"), "--rootDir", "."], "2 passed"],
  ["Vitest", "vitest.test.mjs", [join("node_modules", "vitest", "vitest.mjs"), "run"], "1 passed"],
])("the example for %s runs, as it stands", async (_, file, runner, passed) => {
  cpSync(join(EXAMPLES, file), join(consumer.folder, file));
  writeFileSync(join(consumer.folder, "package.json"), "{}");
  const { code, stdout, stderr } = await runNode([...runner, file], consumer.folder, { CI: "1", NO_COLOR: "1" });
  expect({ code, said: stdout + stderr }).toEqual({ code: 0, said: expect.stringContaining(passed) });
});

test("the entry for tests needs nothing but itself, and loads in both formats", async () => {
  const installed = join(consumer.folder, "node_modules", "atlas-tenant-upgrade");
  const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    for (const [, specifier = ""] of code.matchAll(/(?:from|import) "([^"]+)"/g)) {
      expect(specifier).toMatch(/^\./);
      visit(join(dirname(file), specifier));
    }
  };
  visit(join(installed, exports["./testing"].import.default));
  const names = "createAtlasEmulator, recordedTimelines";
  const use = "console.log(createAtlasEmulator({ clusters: [] }).accepted + recordedTimelines.length)";
  const esm = await consumer.run("load.mjs", `import { ${names} } from "atlas-tenant-upgrade/testing"; ${use}`);
  const cjs = await consumer.run("load.cjs", `const { ${names} } = require("atlas-tenant-upgrade/testing"); ${use}`);
  for (const finished of [esm, cjs]) expect(finished).toEqual({ code: 0, stdout: "75\n", stderr: "" });
});

test.each(["use.mts", "use.cts"])("its declarations compile, for Node, without the DOM library: %s", async (file) => {
  writeFileSync(
    join(consumer.folder, file),
    `import { createAtlasEmulator, type Timeline } from "atlas-tenant-upgrade/testing";
const timeline: Timeline = { swapS: 1, stringsGoneS: 1, stringsBackS: 2, idleS: 3 };
const emulator = createAtlasEmulator({ clusters: [{ name: "a", tier: "M10" }], timeline });
const tier: "M0" | "FLEX" | \`M\${string}\` | \`R\${string}\` | undefined = emulator.clusters()[0]?.tier;
emulator.respond("getCluster", { status: 404 });
// @ts-expect-error -- there is no such operation
emulator.respond("getClusters", { status: 404 });
// @ts-expect-error -- there is no such tier
createAtlasEmulator({ clusters: [{ name: "a", tier: "M5" }] });
void tier;`,
  );
  const config = join(consumer.folder, "tsconfig.json");
  const compilerOptions = {
    ...{ strict: true, noEmit: true, target: "ES2022", module: "NodeNext", lib: ["ES2022"], types: ["node"] },
    ...{ typeRoots: [join(projectRoot, "node_modules", "@types")], skipDefaultLibCheck: true },
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, files: [file] }));
  const tsc = join(projectRoot, "node_modules", "typescript-7", "bin", "tsc");
  expect(await runNode([tsc, "-p", config])).toEqual({ code: 0, stdout: "", stderr: "" });
});
