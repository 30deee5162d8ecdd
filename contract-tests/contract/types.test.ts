import { afterAll, describe, expect, test } from "@jest/globals";
import { Compilation } from "../../scripts/toolkit/compile/index.js";
import { typeCheckSource, typeChecks } from "../../scripts/toolkit/suite/index.js";
import { type OperationDescriptor, operationDescriptors } from "../../src/index.js";
import { examples } from "../support/documents.js";
import { contractJudge } from "../support/judge.js";
import { accepted, HEAD } from "./type-examples.js";
import { NOT_ASSIGNABLE, rejected } from "./type-mistakes.js";

// A valid file name.
const blocks = examples("ts").map(({ name, source }) => ({ name: name.replaceAll("/", " "), source }));

const derive = (...descriptors: OperationDescriptor[]) =>
  typeCheckSource(typeChecks(contractJudge.contract, descriptors), {
    sdk: "atlas-tenant-upgrade",
    schema: "../generated/schema.js",
  });
const derived = derive(...Object.values(operationDescriptors));
const { upgradeSharedClusterToServerless } = operationDescriptors;

const files = Object.fromEntries([
  ["derived.ts", derived],
  // The types of a different description: the derived checks must not compile with them.
  [
    "another description.ts",
    derive(upgradeSharedClusterToServerless)
      .replace('"UPDATING"', '"LOST"')
      .replace('["groupId"], NonNullable', '["body"], NonNullable'),
  ],
  ...blocks.map(({ name, source }) => [`${name}.ts`, source]),
  ...Object.entries(accepted).map(([title, source]) => [`${title}.ts`, HEAD + source]),
  ...rejected.map(([title, source]) => [`${title}.ts`, HEAD + source]),
]);
const compilation = new Compilation(files);
afterAll(() => compilation[Symbol.dispose]());

describe("the types accept", () => {
  test.each(Object.keys(accepted))("%s", (title) => {
    expect(compilation.errorsIn(`${title}.ts`)).toEqual([]);
  });
});

describe("the types reject", () => {
  test.each(rejected)("%s", (title, _, code) => {
    expect(compilation.errorsIn(`${title}.ts`)).toEqual([expect.objectContaining({ code })]);
  });
});

test("a property that a request can't set has a type whose name gives the reason", () => {
  const [{ text } = { text: "" }] = compilation.errorsIn("a read-only property in the body.ts");
  expect(text).toMatch(/^Type 'string' is not assignable to type 'ReadOnlyBecauseAtlasSetsIt'/);
});

test.each(["a plan from M0 to M5", "a plan from FLEX to FLEX", "a plan of a body with a property of another type"])(
  "%s is rejected with a short error",
  (title) => {
    const [{ text } = { text: "" }] = compilation.errorsIn(`${title}.ts`);
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(200);
  },
);

describe("the TypeScript in the documents compiles", () => {
  test("there are TypeScript examples", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(9);
  });

  test.each(blocks)("$name", ({ name }) => {
    expect(compilation.errorsIn(`${name}.ts`)).toEqual([]);
  });
});

describe("derived from the description", () => {
  test("the SDK's types are those of the description, and its examples are of these types", () => {
    expect(derived.match(/: Same</g)?.length).toBeGreaterThanOrEqual(16);
    expect(compilation.errorsIn("derived.ts")).toEqual([]);
  });

  test("a different type or example does not compile", () => {
    expect(compilation.errorsIn("another description.ts").map(({ code }) => code)).toEqual([
      NOT_ASSIGNABLE,
      NOT_ASSIGNABLE,
    ]);
  });
});

test("an editor strikes through the deprecated operation and names its successors", () => {
  const [suggestion] = compilation.suggestionsIn("the smallest request.ts").filter(({ code }) => code === 6387);
  expect(suggestion?.text).toContain("upgradeSharedClusterToServerless");
  expect(suggestion?.text).toContain("is deprecated");
});
