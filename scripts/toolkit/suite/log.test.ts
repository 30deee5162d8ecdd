import { expect, test } from "@jest/globals";
import { SuiteLog } from "./log.js";

test("a case that could not be run is a skip: neither counted nor covered", async () => {
  const log = new SuiteLog();
  log.coverage.declare("operations", "GET /a");
  const cases = [{ title: "a request", covers: [["operations", "GET /a"] as const] }];
  await log.runCases("GET /a", "requests", cases, () => Promise.reject(new Error("the mock has failed")));
  expect(log.cases).toEqual({});
  expect(log.skips).toEqual([{ operation: "GET /a", what: "a request", reason: "the mock has failed" }]);
  expect(log.coverage.rows()[0]).toMatchObject({ kind: "operations", exercised: 0, missing: ["GET /a"] });
});
