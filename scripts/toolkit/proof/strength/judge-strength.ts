import type { Category, Operator } from "../changes/change.js";
import { OUT_OF_SIGHT } from "./out-of-sight.js";
import type { MutantResult } from "./run-mutant.js";

// The share of breaking changes that the suite has to see.
const LEAST_SEEN = 66 / 68;

/** What the changes have shown. */
export interface Strength {
  /** Breaking changes that count, and those of them that nothing saw. */
  breaking: MutantResult[];
  survivors: MutantResult[];
  /** Breaking changes that can't show. */
  outOfSight: MutantResult[];
  equivalent: MutantResult[];
  /** Equivalent changes that the suite took for more. */
  falseAlarms: MutantResult[];
  /** Changes that are seen, although there is a reason why they can't be. */
  stale: string[];
  strongEnough: boolean;
}

/** Judges the suite by what it made of the changes for which the description has a place. */
export function judgeStrength(results: readonly MutantResult[]): Strength {
  const applied = results.filter((result) => result.applied);
  const equivalent = applied.filter(({ level }) => level === "none");
  const all = applied.filter(({ level }) => level === "breaking");
  const outOfSight = all.filter(({ name, seen }) => name in OUT_OF_SIGHT && !seen);
  const breaking = all.filter((result) => !outOfSight.includes(result));
  const survivors = breaking.filter(({ seen }) => !seen);
  const falseAlarms = equivalent.filter(({ seen }) => seen);
  const stale = breaking.filter(({ name }) => name in OUT_OF_SIGHT).map(({ name }) => name);
  const enough = breaking.length - survivors.length >= LEAST_SEEN * breaking.length;
  return {
    ...{ breaking, survivors, outOfSight, equivalent, falseAlarms, stale },
    strongEnough: enough && falseAlarms.length === 0 && stale.length === 0,
  };
}

/** The table: what each part of the suite was the first to see, of which kind of change, and what nothing saw. */
export function strengthText(strength: Strength, operators: readonly Operator[]): string {
  const { breaking, survivors, outOfSight, equivalent, falseAlarms, stale } = strength;
  const categoryOf = ({ name }: MutantResult) => operators.find((operator) => operator.name === name)?.category;
  const categories = [...new Set(breaking.map(categoryOf))] as Category[];
  const parts = [...new Set(breaking.flatMap(({ seen }) => seen?.part ?? []))];
  const cells = (of: readonly MutantResult[]) => [
    ...parts.map((part) => of.filter(({ seen }) => seen?.part === part).length),
    of.filter(({ seen }) => !seen).length,
    of.length,
  ];
  const line = (head: string, values: readonly (string | number)[]) =>
    head.padEnd(12) + values.map((value) => String(value).padStart(20)).join("");
  return [
    line("breaking", [...parts, "not seen", "of"]),
    ...categories.map((category) =>
      line(category, cells(breaking.filter((result) => categoryOf(result) === category))),
    ),
    line("all", cells(breaking)),
    "",
    `${breaking.length - survivors.length} of ${breaking.length} breaking changes turn the suite red, and ${falseAlarms.length} of ${equivalent.length} equivalent ones`,
    ...survivors.map(({ name }) => `  NOT SEEN ${name}`),
    ...falseAlarms.map(({ name, seen }) => `  FALSE ALARM ${name}: ${seen?.part}, ${seen?.title}: ${seen?.message}`),
    ...outOfSight.map(({ name }) => `  does not count: ${name}: ${OUT_OF_SIGHT[name]}`),
    ...stale.map((name) => `  SEEN AFTER ALL, so the reason is stale: ${name}`),
  ].join("\n");
}
