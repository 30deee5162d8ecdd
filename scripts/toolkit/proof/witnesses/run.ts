import { LEVELS } from "../../diff/index.js";
import type { Trial } from "./witness.js";

/** The share of pairs without a witness that the gate may still call breaking. */
const MOST_UNPROVED = 0.25;
/** The share of witnesses that rest on what fits two alternatives of `oneOf`, and that the gate may miss. */
const MOST_OVERLAPS = 0.02;

/** The seeds of a number of pairs. */
export const seedsOf = (pairs: number, seed: number) =>
  Array.from({ length: pairs }, (_, index) => seed * 100_003 + index);

/** Counts what came out, in words, and says whether the gate passed. */
export function summarize(trials: readonly Trial[]) {
  const unseen = trials.filter(({ level, witness }) => witness && level !== "breaking");
  const missed = unseen.filter(({ witness }) => !witness?.overlaps);
  const overlaps = unseen.length - missed.length;
  const breaking = trials.filter(({ level }) => level === "breaking");
  const without = trials.filter(({ witness }) => !witness);
  const unproved = without.filter(({ level }) => level === "breaking");
  const share = without.length === 0 ? 0 : unproved.length / without.length;
  const percent = (part: number) => `${((100 * part) / trials.length).toFixed(1)} %`;
  const examples = unseen
    .slice(0, 5)
    .map(({ seed, direction, base, revision, level, witness }) =>
      [
        `  seed ${seed}, ${direction}, called ${level}: ${JSON.stringify(witness?.value)}`,
        `    base     ${JSON.stringify(base)}`,
        `    revision ${JSON.stringify(revision)}`,
      ].join("\n"),
    );
  return {
    missed,
    unproved,
    share,
    passed:
      missed.length === 0 && share <= MOST_UNPROVED && overlaps <= MOST_OVERLAPS * (trials.length - without.length),
    text: [
      `${trials.length} trials of pairs that differ, half of them requests`,
      `  with a witness                    ${trials.length - without.length}`,
      `    not called breaking             ${missed.length}, and ${overlaps} that fit two alternatives of oneOf (at most ${100 * MOST_OVERLAPS} %)`,
      `  called breaking                   ${breaking.length} (${percent(breaking.length)})`,
      `    without a witness found         ${unproved.length} (${(100 * share).toFixed(1)} % of the pairs without one; at most ${100 * MOST_UNPROVED} %)`,
      `  called less than breaking         ${trials.length - breaking.length} (${percent(trials.length - breaking.length)})`,
      ...LEVELS.map((level) => `    ${level.padEnd(31)} ${trials.filter((trial) => trial.level === level).length}`),
      ...examples,
    ].join("\n"),
  };
}
