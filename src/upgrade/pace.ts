import type { UpgradePhase } from "./upgrade-progress.js";

/** What the next poll depends on. */
export interface Pace {
  readonly phase: UpgradePhase;
  /** How long the phase has lasted, in milliseconds. */
  readonly inPhaseMs: number;
  /** How many looks in a row had no response that says anything. */
  readonly silent: number;
}

// After how long in a phase, in seconds, which pause.
const PAUSES: Partial<Record<UpgradePhase, readonly (readonly [afterS: number, pauseS: number])[]>> = {
  // The swap comes after one to two minutes.
  accepted: [
    [0, 5],
    [30, 10],
    [150, 30],
  ],
  // Nothing comes for minutes.
  offline: [
    [0, 10],
    [60, 25],
  ],
  swapped: [[0, 25]],
  // IDLE is near: it came 7 to 80 seconds after the connection strings.
  reachable: [
    [0, 5],
    [90, 10],
    [300, 20],
    [900, 30],
  ],
};

/** How long to wait until the next poll, in milliseconds: short where things change soon, long where not. */
export function pauseMs({ phase, inPhaseMs, silent }: Pace, random: () => number): number {
  const steps = PAUSES[phase] ?? [[0, 5]];
  const [, pauseS = 5] = steps.filter(([afterS]) => inPhaseMs >= afterS * 1000).at(-1) ?? [];
  // A tenth more or less, so that those who started together part.
  return Math.min(60_000, pauseS * 1000 * 2 ** Math.min(silent, 4)) * (0.9 + 0.2 * random());
}
