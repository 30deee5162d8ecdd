import { LEVELS } from "../../diff/index.js";
import { CATEGORIES, isEquivalence } from "../operators/operator.js";
import { LAYERS, type LayerRun, type Mutant } from "./layer.js";

/** The results of the layers for all mutants. */
export interface MutantReport {
  /** Whether there were mutants, every layer kept its claims, and every mutant was found. */
  passed: boolean;
  /** Broken claims of the layers, a line each. */
  broken: string[];
  /** Mutants that change the contract or are mistakes, and that no layer found; empty unless all layers ran. */
  survivors: string[];
  /** Tables of how many mutants each layer found, and the names of broken claims and survivors. */
  text: string;
}

/**
 * Combines the results of the layers.
 *
 * @param notApplicable - the changes that do not apply to the description
 */
export function makeReport(
  mutants: readonly Mutant[],
  runs: readonly LayerRun[],
  notApplicable: readonly string[] = [],
): MutantReport {
  const broken = runs.flatMap(({ layer, results }) =>
    results.flatMap(({ broken: how }, index) => (how ? [`${layer}: ${mutants[index]?.name}: ${how}`] : [])),
  );
  const isComplete = LAYERS.every((name) => runs.some(({ layer }) => layer === name));
  // Generating again hides changes that only `generate --check` finds.
  const others = runs.filter(({ layer }) => layer !== "generate");
  const survivors = mutants
    .filter((mutant, index) => !isEquivalence(mutant) && others.every(({ results }) => !results[index]?.seenBy))
    .flatMap(({ name }) => (isComplete ? [name] : []));

  const line = (title: string, cells: readonly unknown[]) =>
    `${title.padEnd(13)}${cells.map((cell) => String(cell).padStart(11)).join("")}`;
  const row = (title: string, fits: (mutant: Mutant) => boolean) => {
    const indexes = [...mutants.keys()].filter((index) => fits(mutants[index] as Mutant));
    const seen = runs.map(({ results }) => indexes.filter((index) => results[index]?.seenBy).length);
    return line(title, [indexes.length, ...seen]);
  };
  const inapplicable = notApplicable.length > 0 ? ` (${notApplicable.length} more changes do not apply)` : "";
  const text = [
    line("seen by", ["mutants", ...runs.map(({ layer }) => layer)]),
    ...CATEGORIES.map((category) => row(category, (mutant) => mutant.category === category)),
    "",
    ...[...LEVELS]
      .reverse()
      .map((level) => row(level, ({ expected }) => "level" in expected && expected.level === level)),
    "",
    row("all", () => true),
    line("seconds", ["", ...runs.map(({ seconds }) => seconds.toFixed(1))]),
    "",
    ...broken.map((how) => `BROKEN CLAIM of ${how}`),
    ...survivors.map((name) => `SURVIVOR: ${name}`),
    `${mutants.length} mutants${inapplicable}: ${broken.length} claims broken${isComplete ? `, ${survivors.length} survivors` : ""}`,
  ].join("\n");
  return { passed: mutants.length > 0 && broken.length === 0 && survivors.length === 0, broken, survivors, text };
}
