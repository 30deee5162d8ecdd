import { LEVELS } from "../../diff/index.js";
import { countOf } from "../../report/index.js";
import { CATEGORIES } from "../operators/operator.js";
import { LAYERS, type Layer, type LayerName, type Mutant } from "./layers.js";

/** What a layer found in each mutant, in order: a sentence, or undefined if the mutant passed. */
export interface LayerRun {
  layer: LayerName;
  seconds: number;
  found: readonly (string | undefined)[];
}

/** The results of the layers for all mutants. */
export interface MutantReport {
  /** Whether there were mutants, and every layer kept its claims. */
  passed: boolean;
  /** Broken claims of the layers, a line each. */
  broken: string[];
  /** Tables of how many mutants each layer found, and the broken claims. */
  text: string;
}

/**
 * Combines the results of the layers.
 *
 * @param notApplicable - the number of changes that do not apply to the description
 */
export function makeReport(mutants: readonly Mutant[], runs: readonly LayerRun[], notApplicable = 0): MutantReport {
  const broken = runs.flatMap(({ layer, found }) => {
    const { brokenClaim }: Layer = LAYERS[layer];
    return mutants.flatMap((mutant, index) => {
      const how = brokenClaim(mutant, found[index]);
      return how ? [`${layer}, for "${mutant.name}": ${how}`] : [];
    });
  });
  const line = (title: string, cells: readonly unknown[]) =>
    `${title.padEnd(13)}${cells.map((cell) => String(cell).padStart(11)).join("")}`;
  const row = (title: string, fits: (mutant: Mutant) => boolean) => {
    const indexes = [...mutants.keys()].filter((index) => fits(mutants[index] as Mutant));
    const counts = runs.map(({ found }) => indexes.filter((index) => found[index]).length);
    return indexes.length > 0 ? [line(title, [indexes.length, ...counts])] : [];
  };
  const text = [
    "Descriptions with one change or mistake (mutants), and how many of them each check found:",
    "",
    line("", ["mutants", ...runs.map(({ layer }) => layer)]),
    ...CATEGORIES.flatMap((category) => row(category, (mutant) => mutant.category === category)),
    "",
    ...[...LEVELS].reverse().flatMap((level) => row(level, ({ expected }) => expected === level)),
    ...row("all", () => true),
    line("seconds", ["", ...runs.map(({ seconds }) => seconds.toFixed(1))]),
    "",
    ...broken.map((how) => `✗ A check breaks its claim: ${how}`),
    [
      countOf(mutants.length, "mutant"),
      ...(notApplicable > 0 ? [`${countOf(notApplicable, "other change")} not applicable to this description`] : []),
      countOf(broken.length, "broken claim"),
    ].join(", "),
  ].join("\n");
  return { passed: mutants.length > 0 && broken.length === 0, broken, text };
}
