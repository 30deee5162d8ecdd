import { describe, expect, test } from "@jest/globals";
import { LAYERS, type LayerName, type LayerRun, type Mutant } from "./layer.js";
import { makeReport } from "./report.js";

const narrowed: Mutant = { name: "narrowed", category: "request", expected: "breaking", document: {} };
const rewritten: Mutant = { name: "rewritten", category: "equivalence", expected: "none", document: {} };
const misspelt: Mutant = { name: "misspelt", category: "mistake", expected: "struct", document: {} };

// The findings of some layers in the three mutants; the other layers find nothing.
function report(seen: Partial<Record<LayerName, LayerRun["results"]>>, layers: readonly LayerName[] = LAYERS) {
  const runs = layers.map((layer) => ({ layer, seconds: 1.26, results: seen[layer] ?? [{}, {}, {}] }));
  return makeReport([narrowed, rewritten, misspelt], runs, 1);
}
const lint = [{}, {}, { found: "struct" }];
const diff = [{ found: "breaking: type-changed" }, {}, {}];
const stale = { found: "openapi.json" };

describe("a report of mutants", () => {
  test("passes if a layer finds each mutant; a rewriting need not be found", () => {
    expect(report({ lint, diff })).toMatchObject({ passed: true, survivors: [], broken: [] });
  });

  test("names a survivor, even if generate --check found it", () => {
    const survived = report({ lint, generate: [stale, stale, stale] });
    expect(survived).toMatchObject({ passed: false, survivors: ["narrowed"] });
    expect(survived.text).toContain('✗ No check finds "narrowed" (');
    expect(report({ diff }).survivors).toEqual(["misspelt"]);
  });

  test("names no survivors until all layers have run", () => {
    expect(report({ lint }, ["lint", "generate"])).toMatchObject({ passed: true, survivors: [] });
  });

  test("fails if a layer breaks its claim, even if another layer finds the mutant", () => {
    const contract = [{}, { found: "GET /pets", broken: "the same contract" }, {}];
    const failed = report({ lint, diff, contract });
    expect(failed).toMatchObject({ passed: false, survivors: [] });
    expect(failed.broken).toEqual(['contract, for "rewritten": the same contract']);
    expect(failed.text).toContain('✗ A check breaks its claim: contract, for "rewritten": the same');
  });

  test("fails without mutants", () => {
    expect(makeReport([], []).passed).toBe(false);
  });

  test("counts mutants by part of the contract and by level", () => {
    const lines = report({ lint, diff, generate: [stale, stale, stale] }).text.split("\n");
    const cells = (title: string) => lines.find((line) => line.startsWith(title))?.split(/ +/);
    expect(cells(" ")?.slice(1)).toEqual(["mutants", ...LAYERS]);
    expect(cells("request")).toEqual(["request", "1", "0", "1", "1", "0", "0"]);
    expect(cells("mistake")).toEqual(["mistake", "1", "1", "0", "1", "0", "0"]);
    expect(cells("breaking")).toEqual(["breaking", "1", "0", "1", "1", "0", "0"]);
    expect(cells("all")).toEqual(["all", "3", "1", "1", "3", "0", "0"]);
    expect(lines.at(-1)).toBe(
      "3 mutants, 1 other change not applicable to this description, 0 broken claims, 0 mutants that no check finds",
    );
  });
});
