import { describe, expect, test } from "@jest/globals";
import { AtlasConfigurationError, AtlasInvalidRequestError } from "../errors.js";
import { isTargetTier, readPlanOptions, type TargetTier } from "./plan-options.js";

test.each([
  { source: "M0", target: "FLEX" },
  { source: "M0", target: "M10" },
  { source: "FLEX", target: "M40_NVME" },
  { source: "M0", target: "M30_GEN_2" },
  { source: "FLEX", target: "R700" },
  Object.assign(Object.create(null), { source: "M0", target: "FLEX" }),
])("a way that there is: %j", (options) => {
  expect(readPlanOptions(options as object)).toEqual({ ...options });
});

test.each<[unknown, boolean]>([
  ["FLEX", true],
  ["M10", true],
  ["R40_GEN_2", true],
  ["M5", false],
  ["m10", false],
  [undefined, false],
])("%p is a target tier: %p", (value, isTier) => {
  // These types exist only as long as the names are part of the union, and an editor offers them.
  const offered: Extract<TargetTier, "FLEX" | "M10">[] = ["FLEX", "M10"];
  expect(offered.every(isTargetTier)).toBe(true);
  expect(isTargetTier(value)).toBe(isTier);
});

const SOURCE = /^source must be M0 or FLEX; nothing was sent$/;
const TARGET = /^target must be FLEX or a dedicated size: M10 or larger; nothing was sent$/;

test.each<[string, unknown, string]>([
  ["no options", undefined, "The options of planUpgrade must be an object"],
  ["null", null, "The options of planUpgrade must be an object"],
  ["a string", "FLEX", "The options of planUpgrade must be an object"],
  ["a list", ["M0", "FLEX"], "The options of planUpgrade must be an object"],
  [
    "a misspelt option",
    { source: "M0", target: "FLEX", traget: "M10" },
    "traget is not an option of planUpgrade; known options: source, target",
  ],
])("%s is rejected, as by any function that has options", (_, options, message) => {
  expect(() => readPlanOptions(options as object)).toThrow(AtlasConfigurationError);
  expect(() => readPlanOptions(options as object)).toThrow(message);
});

test.each<[string, unknown, string | RegExp]>([
  ["a Map", new Map([["source", "M0"]]), SOURCE],
  ["no source", { target: "FLEX" }, SOURCE],
  ["no target", { source: "FLEX" }, TARGET],
  ["inherited options", Object.create({ source: "M0", target: "FLEX" }), SOURCE],
  ["Flex to Flex", { source: "FLEX", target: "FLEX" }, "target is FLEX, and so is the cluster: no upgrade is needed"],
  ...["M10", "m0", "", null, 0, ["M0"], { toString: () => "M0" }, "toString", "__proto__"].map(
    (source): [string, unknown, RegExp] => [`source ${JSON.stringify(source)}`, { source, target: "M10" }, SOURCE],
  ),
  ...[
    "M0",
    "M2",
    "M5",
    "M9",
    "M010",
    "M1e2",
    "M10.5",
    "M-10",
    "M10\n",
    "m10",
    "R9",
    "R40_NVME",
    "large",
    "FLEX ",
    "\uff2d10",
    10,
    null,
    ["M10"],
    ["FLEX"],
    { toString: () => "M10" },
  ].map((target): [string, unknown, RegExp] => [
    `target ${JSON.stringify(target)}`,
    { source: "FLEX", target },
    TARGET,
  ]),
])("%s is rejected with what is allowed", (_, options, message) => {
  expect(() => readPlanOptions(options as object)).toThrow(AtlasInvalidRequestError);
  expect(() => readPlanOptions(options as object)).toThrow(message);
});

test("options are not read from Object.prototype", () => {
  Object.assign(Object.prototype, { source: "M0" });
  try {
    expect(() => readPlanOptions({ target: "FLEX" })).toThrow(SOURCE);
  } finally {
    Reflect.deleteProperty(Object.prototype, "source");
  }
});

describe("the error for a retired tier says what became of it, and where to look", () => {
  test.each([
    ["M2", "has migrated these clusters to Flex"],
    ["M5", "has migrated these clusters to Flex"],
    ["SERVERLESS", "Those without revenue became Free"],
  ])("%s", (source, fate) => {
    const read = () => readPlanOptions({ source, target: "M10" });
    expect(read).toThrow(AtlasInvalidRequestError);
    for (const words of [
      `source must be M0 or FLEX; ${source} no longer exists`,
      fate,
      "getFlexCluster and getCluster",
    ]) {
      expect(read).toThrow(words);
    }
  });
});
