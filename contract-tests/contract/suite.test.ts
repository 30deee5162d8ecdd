import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readDescription } from "../../scripts/toolkit/generate/index.js";
import { createMockFetch } from "../../scripts/toolkit/prism/index.js";
import { CHANGES, findDisagreement } from "../../scripts/toolkit/proof/index.js";
import { atlasAdapter, prepareSuite, printReport } from "../../scripts/toolkit/suite/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { operationDescriptors } from "../../src/index.js";
import { coverageExceptions } from "./coverage-exceptions.js";

// Prism itself, without a server: thousands of requests go to it. The other contract tests use the mock over HTTP.
const baseUrl = "http://127.0.0.1";
const description = { ...readDescription() };
const suite = prepareSuite({
  description,
  sdk: atlasAdapter(baseUrl),
  mock: createMockFetch(description),
  baseUrl,
  exceptions: coverageExceptions,
});

describe("the description, the mock and the SDK agree on", () => {
  test.each(suite.operations.map((operation) => ({ title: operation.key, operation })))(
    "$title",
    async ({ operation }) => {
      expect(await suite.run(operation)).toEqual([]);
    },
  );
});

test("the cases cover the whole description", () => {
  const report = suite.report();
  process.stdout.write(`${printReport(report)}\n`);
  expect(report.coverage.flatMap(({ missing }) => missing)).toEqual([]);
  expect(report.staleExceptions).toEqual([]);
  expect(report.skips).toEqual([]);
  // An empty table would be complete too.
  for (const { kind, declared } of report.coverage) expect([kind, declared > 0]).toEqual([kind, true]);
});

test("the suite uses its SDK only through an adapter", () => {
  const suite = join(projectRoot, "scripts", "toolkit", "suite");
  const files = readdirSync(suite).filter((name) => name.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(10);
  for (const name of files) {
    expect([name, readFileSync(join(suite, name), "utf8")]).toEqual([
      name,
      expect.not.stringMatching(/\/src\/|Atlas[A-Z]\w+Error/),
    ]);
  }
});

// One operation and three mutants; all of both are what `npm run prove strength` runs.
const { path } = operationDescriptors.upgradeSharedClusterToServerless;
const oneOperation = { ...description, paths: { [path]: Reflect.get(description.paths ?? {}, path) } };
const disagreementWith = (mutant: string) => {
  const served = CHANGES.find(({ name }) => name === mutant)?.apply(oneOperation);
  if (!served) throw new Error(`The change does not apply: ${mutant}`);
  return findDisagreement(oneOperation, served, 1);
};

// Random requests see the first too; the second shows in nothing but the cases that are derived from the description.
test.each(["request: string became array", "response: enum value added"])(
  "the suite sees it when the mock has changed: %s",
  async (mutant) => {
    expect(await disagreementWith(mutant)).toBeDefined();
  },
);

test("and when nothing has, it says nothing", async () => {
  expect(await disagreementWith("equivalence: properties split into allOf")).toBeUndefined();
});
