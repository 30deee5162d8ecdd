import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readDescription } from "../../scripts/toolkit/generate/index.js";
import { createMockFetch } from "../../scripts/toolkit/prism/index.js";
import { CHANGES, findDisagreement, OUT_OF_SIGHT } from "../../scripts/toolkit/proof/index.js";
import { atlasAdapter, prepareSuite, printReport } from "../../scripts/toolkit/suite/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { operationDescriptors } from "../../src/index.js";
import { coverageExceptions } from "./coverage-exceptions.js";

// Prism itself, without a server between: thousands of requests go to it. The other contract tests ask the mock over HTTP.
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

test("and the cases cover all of the description", () => {
  const report = suite.report();
  process.stdout.write(`${printReport(report)}\n`);
  expect(report.coverage.flatMap(({ missing }) => missing)).toEqual([]);
  expect(report.staleExceptions).toEqual([]);
  expect(report.skips).toEqual([]);
  // A table of nothing would be complete as well.
  for (const { kind, declared } of report.coverage) expect([kind, declared > 0]).toEqual([kind, true]);
});

test("the suite knows its SDK through an adapter alone", () => {
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

// One operation is enough for most changes, and all of them are what `npm run prove strength` runs.
const { path } = operationDescriptors.upgradeSharedClusterToServerless;
const oneOperation = { ...description, paths: { [path]: Reflect.get(description.paths ?? {}, path) } };
const mutants = (level: string, count: number) => {
  const ofLevel = CHANGES.filter(({ expected }) => "level" in expected && expected.level === level);
  const visible = ofLevel.flatMap(({ name, apply }) => {
    const served = name in OUT_OF_SIGHT ? undefined : apply(oneOperation);
    return served ? [{ name, served }] : [];
  });
  return fc
    .sample(fc.shuffledSubarray(visible, { minLength: count, maxLength: count }), { numRuns: 1, seed: 7 })
    .flat();
};
const unchanged = { description: oneOperation, sdk: atlasAdapter(baseUrl), baseUrl };

test.each(mutants("breaking", 1))("the suite sees it when the mock has changed: $name", async ({ served }) => {
  expect(await findDisagreement(unchanged, served, { runs: 1 })).toBeDefined();
});

test.each(mutants("none", 1))("and when nothing has, it says nothing: $name", async ({ served }) => {
  expect(await findDisagreement(unchanged, served, { runs: 1 })).toBeUndefined();
});
