import { expect, test } from "@jest/globals";
import type { DeprecationDescriptor, OperationDescriptor } from "../operation.js";
import { describeDeprecation, successorSentence, warningCode } from "./deprecation-notice.js";

const operation: OperationDescriptor = {
  operationId: "dropIt",
  method: "DELETE",
  path: "/its/{id}",
  parameters: [],
  responses: {},
  roles: [],
};
const now = Date.parse("2026-06-01T00:00:00Z");
const messageOf = (deprecation: DeprecationDescriptor) => describeDeprecation(operation, deprecation, now).message;

test("says no more than the description knows", () => {
  expect(messageOf({ successors: [] })).toBe(
    'DELETE /its/{id} has been deprecated. To silence this notice, pass onDeprecation: "silent".',
  );
});

test.each([
  ["2026-06-02", "and its sunset date is 2026-06-02: Gone soon. Move before then."],
  ["2026-06-01", "and its sunset date, 2026-06-01, has passed: Gone soon. Expect the call to fail."],
])("sunset %s", (sunset, words) => {
  expect(messageOf({ since: "2026-01-15", sunset, reason: "Gone soon.", successors: [] })).toContain(
    `since 15 January 2026, ${words}`,
  );
});

test("a successor call with several targets is named once", () => {
  const call = { source: "A", method: "POST", path: "/p" };
  const successors = [
    { ...call, target: "B" },
    { ...call, target: "C" },
    { source: "D", target: "B" },
  ];
  expect(successorSentence({ successors, documentation: "https://x" })).toBe(
    "Call instead, from A to B or C: POST /p; D to B: nothing to call. See https://x.",
  );
});

test("the code", () => {
  expect(warningCode("ATLAS_DEPRECATED", "upgradeM0ToFlex")).toBe("ATLAS_DEPRECATED_UPGRADE_M0_TO_FLEX");
});
