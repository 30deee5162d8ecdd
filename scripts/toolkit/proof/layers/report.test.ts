import { describe, expect, test } from "@jest/globals";
import { LAYERS, type LayerName, type Mutant } from "./layers.js";
import { type LayerRun, makeReport } from "./report.js";

const narrowed: Mutant = { name: "narrowed", category: "request", expected: "breaking", document: {} };
const rewritten: Mutant = { name: "rewritten", category: "equivalence", expected: "none", document: {} };
const misspelt: Mutant = { name: "misspelt", category: "mistake", expected: "struct", document: {} };
const names = Object.keys(LAYERS) as LayerName[];

// The findings of some layers in the three mutants; the other layers find nothing.
function report(all: Partial<Record<LayerName, LayerRun["found"]>>) {
  const runs = names.map((layer) => ({ layer, seconds: 1.26, found: all[layer] ?? [] }));
  return makeReport([narrowed, rewritten, misspelt], runs, 1);
}
const found = {
  lint: [undefined, undefined, "struct"],
  diff: ["breaking: type-changed"],
  generate: ["openapi.json", "openapi.json", "openapi.json"],
  contract: ["GET /pets"],
};

describe("a report of mutants", () => {
  test("passes if no layer breaks its claim", () => {
    expect(report(found)).toMatchObject({ passed: true, broken: [] });
  });

  test("fails if a layer breaks its claim, even if another layer finds the mutant", () => {
    const failed = report({ ...found, diff: [] });
    const broken = 'diff, for "narrowed": its level must be breaking, and is none: it finds no change';
    expect(failed).toMatchObject({ passed: false, broken: [broken] });
    expect(failed.text).toContain(`\n✗ A check breaks its claim: ${broken}\n`);
  });

  test("fails without mutants", () => {
    expect(makeReport([], []).passed).toBe(false);
  });

  test("counts mutants by part of the contract and by level", () => {
    const lines = report(found).text.split("\n");
    const cells = (title: string) => lines.find((line) => line.startsWith(title))?.split(/ +/);
    expect(cells(" ")?.slice(1)).toEqual(["mutants", ...names]);
    expect(cells("request")).toEqual(["request", "1", "0", "1", "1", "1"]);
    expect(cells("mistake")).toEqual(["mistake", "1", "1", "0", "1", "0"]);
    expect(cells("breaking")).toEqual(["breaking", "1", "0", "1", "1", "1"]);
    expect(cells("all")).toEqual(["all", "3", "1", "1", "3", "1"]);
    expect(lines.at(-1)).toBe("3 mutants, 1 other change not applicable to this description, 0 broken claims");
  });
});

describe("each layer breaks its claim", () => {
  test.each<[LayerName, Mutant, string | undefined, string | undefined]>([
    ["lint", misspelt, undefined, "the rule struct does not report it"],
    ["lint", misspelt, "no-enum, info-license", "the rule struct does not report it, but no-enum, info-license"],
    ["lint", narrowed, undefined, undefined],
    ["diff", narrowed, undefined, "its level must be breaking, and is none: it finds no change"],
    ["diff", rewritten, "dangerous: a-rule", "its level must be none, and is dangerous: a-rule"],
    ["diff", misspelt, undefined, undefined],
    ["generate", rewritten, undefined, "it says that generated/ is up to date"],
    ["contract", narrowed, undefined, "the suite does not report it"],
    ["contract", rewritten, "GET /pets", "the contract is the same, but the suite reports GET /pets"],
    ["contract", { ...narrowed, expected: "dangerous" }, undefined, undefined],
  ])("%s, %j, which found %j: %s", (layer, mutant, seen, words) => {
    expect(LAYERS[layer].brokenClaim(mutant, seen) || undefined).toBe(words);
  });
});
