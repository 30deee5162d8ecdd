import { describe, expect, test } from "@jest/globals";
import { atlasSdk } from "../scripts/contract/suite/atlas-sdk.js";
import { printReport } from "../scripts/contract/suite/print-report.js";
import { prepareSuite } from "../scripts/contract/suite/run-suite.js";
import { readDescription } from "../scripts/description.js";
import { operationDescriptors } from "../src/index.js";
import { coverageExceptions } from "./coverage-exceptions.js";
import { mockUrl } from "./support/mock-url.js";

const baseUrl = mockUrl();
const suite = prepareSuite({
  description: { ...readDescription() },
  descriptors: Object.values(operationDescriptors),
  sdk: atlasSdk(baseUrl),
  mock: fetch,
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
