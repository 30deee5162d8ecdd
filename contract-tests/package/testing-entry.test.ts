import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { type Consumer, createConsumer } from "../support/consumer.js";
import { codeBlocks, readDocument } from "../support/documents.js";

const EXAMPLES = join(projectRoot, "contract-tests", "fixtures", "testing-examples");

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
  // The consumer uses the project's own test runners.
  for (const name of ["vitest", "jest"]) {
    symlinkSync(join(projectRoot, "node_modules", name), join(consumer.folder, "node_modules", name), "junction");
  }
});
afterAll(() => consumer.remove());

test.each([
  ["node:test", "node.test.mjs", ["--test"], "# pass 2"],
  ["Jest", "jest.test.cjs", [join("node_modules", "jest", "bin", "jest.js"), "--rootDir", "."], "3 passed"],
  ["Vitest", "vitest.test.mjs", [join("node_modules", "vitest", "vitest.mjs"), "run"], "1 passed"],
])("the example for %s runs unchanged", async (_, file, runner, passed) => {
  cpSync(join(EXAMPLES, file), join(consumer.folder, file));
  writeFileSync(join(consumer.folder, "package.json"), "{}");
  const { code, stdout, stderr } = await runNode([...runner, file], consumer.folder, { CI: "1", NO_COLOR: "1" });
  expect({ code, said: stdout + stderr }).toEqual({ code: 0, said: expect.stringContaining(passed) });
});

test("docs/testing.md shows these examples", () => {
  const shown = codeBlocks(readDocument("docs/testing.md"), "js");
  const run = ["jest.test.cjs", "vitest.test.mjs", "node.test.mjs"].map((file) =>
    readFileSync(join(EXAMPLES, file), "utf8"),
  );
  expect(shown).toEqual(run);
});

test("the entry for tests loads in both formats", async () => {
  const names = "createAtlasEmulator, recordedTimelines";
  const use = "console.log(createAtlasEmulator({ clusters: [] }).accepted + recordedTimelines.length)";
  const esm = await consumer.run("load.mjs", `import { ${names} } from "atlas-tenant-upgrade/testing"; ${use}`);
  const cjs = await consumer.run("load.cjs", `const { ${names} } = require("atlas-tenant-upgrade/testing"); ${use}`);
  for (const finished of [esm, cjs]) expect(finished).toEqual({ code: 0, stdout: "75\n", stderr: "" });
});
