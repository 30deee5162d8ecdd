import { describe, expect, test } from "@jest/globals";
import { atlasSdk } from "../scripts/contract/suite/atlas-sdk.js";
import { printReport } from "../scripts/contract/suite/print-report.js";
import { prepareSuite } from "../scripts/contract/suite/run-suite.js";
import { readDescription } from "../scripts/description.js";
import { createMockFetch } from "../scripts/mock-fetch.js";
import { operationDescriptors } from "../src/index.js";
import { coverageExceptions } from "./coverage-exceptions.js";

// Prism itself, without a server between: thousands of requests go to it. The other contract tests ask the mock over HTTP.
const baseUrl = "http://127.0.0.1";
const description = { ...readDescription() };
const mock = createMockFetch(description);
const suite = prepareSuite({
  description,
  descriptors: Object.values(operationDescriptors),
  sdk: atlasSdk(baseUrl),
  mock: async (url, init) => (await mock)(url, init),
  baseUrl,
  exceptions: coverageExceptions,
});

describe("the description, the mock and the SDK agree on", () => {
  test.each(suite.operations.map((cases) => ({ title: cases.operation.key, cases })))("$title", async ({ cases }) => {
    expect(await suite.run(cases)).toEqual([]);
  });
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
