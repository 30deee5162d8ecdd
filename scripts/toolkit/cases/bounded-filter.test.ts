import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { stringArbitrary } from "./string-arbitrary.js";

test.each([
  { pattern: "^[a-z]+$", maxLength: 0 },
  { format: "uuid", maxLength: 3 },
])("the filter gives up on %j, which no string satisfies", (schema) => {
  expect(() => fc.sample(stringArbitrary(schema, "any"), { numRuns: 1, seed: 1 })).toThrow("no value is found");
});
