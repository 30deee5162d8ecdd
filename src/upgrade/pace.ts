import type { UpgradePhase } from "./upgrade-progress.js";

/** The input that the time of the next poll depends on. */
export interface Pace {
  readonly phase: UpgradePhase;
  /** How long the phase has lasted, in milliseconds. */
  readonly inPhaseMs: number;
  /** Whether it is of the kind of which upgrades were recorded: from M0 to dedicated. */
  readonly isRecorded: boolean;
  /** How many status checks in a row had no response that says anything. */
  readonly silent: number;
}

type Steps = readonly (readonly [afterS: number, pauseS: number])[];

// After how long in a phase, in seconds, which pause. The swap comes after one to two minutes, and IDLE 7 to 80 seconds
// after the connection strings, which no recorded upgrade had back before 470 seconds.
const RECORDED: Partial<Record<UpgradePhase, Steps>> = {
  accepted: [
    [0, 5],
    [30, 10],
    [150, 40],
  ],
  offline: [
    [0, 10],
    [60, 25],
  ],
  swapped: [
    [0, 40],
    [390, 12],
    [700, 20],
    [900, 30],
  ],
  reachable: [
    [0, 5],
    [90, 10],
    [300, 20],
    [900, 30],
  ],
};
// The times of other ways are unknown.
const UNRECORDED: Steps = [
  [0, 5],
  [60, 10],
  [600, 20],
  [1_200, 30],
];

/** How long to wait until the next poll, in milliseconds: short where things change soon, long where not. */
export function pauseMs({ phase, inPhaseMs, isRecorded, silent }: Pace, random: () => number): number {
  const steps = (isRecorded && RECORDED[phase]) || UNRECORDED;
  const [, pauseS = 5] = steps.filter(([afterS]) => inPhaseMs >= afterS * 1000).at(-1) ?? [];
  // A tenth more or less, so that those who started together part.
  return Math.min(60_000, pauseS * 1000 * 2 ** Math.min(silent, 4)) * (0.9 + 0.2 * random());
}
