import { LEVELS } from "../../diff/index.js";
import { LAYERS, type LayerName } from "./layer.js";
import { GROUPS, isEquivalent, type Mutant } from "./mutant.js";
import type { LayerRun } from "./run-layers.js";

/** How many of some mutants each layer saw. */
export interface Row {
  title: string;
  mutants: number;
  seen: number[];
}

/** What a run of mutants says about the gate. */
export interface GateReport {
  layers: { name: LayerName; seconds: number }[];
  /** By the part of the contract, by what a change means, and of all. */
  rows: { byGroup: Row[]; byLevel: Row[]; all: Row };
  /** Where a layer did not do what it claims. */
  broken: { layer: LayerName; mutant: string; how: string }[];
  /** Mutants that change the contract or are mistakes, and that nothing saw; empty unless all layers ran. */
  survivors: string[];
  /** Each mutant, with what saw it. */
  mutants: (Omit<Mutant, "document"> & { seenBy: Partial<Record<LayerName, string>> })[];
  /** Changes that the description has no place for. */
  homeless: string[];
  passed: boolean;
}

/** Puts the verdicts of the layers together. */
export function makeReport(
  mutants: readonly Mutant[],
  runs: readonly LayerRun[],
  homeless: readonly string[] = [],
): GateReport {
  const rowOf = (title: string, fits: (mutant: Mutant) => boolean): Row => {
    const indexes = [...mutants.keys()].filter((index) => fits(mutants[index] as Mutant));
    const seen = runs.map(({ verdicts }) => indexes.filter((index) => verdicts[index]?.seenBy !== undefined).length);
    return { title, mutants: indexes.length, seen };
  };
  const broken = runs.flatMap(({ layer, verdicts }) =>
    verdicts.flatMap(({ broken: how }, index) => (how ? [{ layer, mutant: mutants[index]?.name ?? "", how }] : [])),
  );
  const complete = LAYERS.every((name) => runs.some(({ layer }) => layer === name));
  // Whoever generates again quiets `generate --check`: what it alone sees has got through.
  const judges = runs.filter(({ layer }) => layer !== "generate");
  const survives = (mutant: Mutant, index: number) =>
    complete && !isEquivalent(mutant) && judges.every(({ verdicts }) => verdicts[index]?.seenBy === undefined);
  const survivors = mutants.filter(survives).map(({ name }) => name);
  return {
    layers: runs.map(({ layer, seconds }) => ({ name: layer, seconds: Number(seconds.toFixed(1)) })),
    rows: {
      byGroup: GROUPS.map((group) => rowOf(group, (mutant) => mutant.group === group)),
      byLevel: [...LEVELS]
        .reverse()
        .map((level) => rowOf(level, ({ label }) => "level" in label && label.level === level)),
      all: rowOf("all", () => true),
    },
    broken,
    survivors,
    mutants: mutants.map(({ document: _, ...mutant }, index) => ({
      ...mutant,
      seenBy: Object.fromEntries(
        runs.flatMap(({ layer, verdicts }) => {
          const seenBy = verdicts[index]?.seenBy;
          return seenBy === undefined ? [] : [[layer, seenBy]];
        }),
      ),
    })),
    homeless: [...homeless],
    passed: mutants.length > 0 && broken.length === 0 && survivors.length === 0,
  };
}
