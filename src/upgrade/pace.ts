import type { UpgradePhase } from "./upgrade-progress.js";

/** What the time of the next poll depends on. */
export interface Pace {
  readonly phase: UpgradePhase;
  /** How long the phase has lasted, in milliseconds. */
  readonly inPhaseMs: number;
  /** Whether upgrades of this kind were recorded: from M0 to dedicated. */
  readonly isRecorded: boolean;
  /** How many status checks in a row got no usable response. */
  readonly silent: number;
  /** Whether someone waits for the plan: nothing has been sent, and Atlas does not limit the rate. */
  readonly isAwaited: boolean;
}

type Steps = readonly (readonly [afterS: number, pauseS: number])[];

// The pause for each time spent in a phase, both in seconds. In the recorded upgrades, the swap comes after one to two
// minutes, the connection strings are back after 470 seconds or later, and IDLE comes 7 to 80 seconds after them.
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
// Other upgrades were not recorded.
const UNRECORDED: Steps = [
  [0, 5],
  [60, 10],
  [600, 20],
  [1_200, 30],
];

/** How long to wait until the next poll, in milliseconds: short if a change is expected soon, long if not. */
export function pauseMs({ phase, inPhaseMs, isRecorded, silent, isAwaited }: Pace, random: () => number): number {
  const steps = (isRecorded && RECORDED[phase]) || UNRECORDED;
  const [, stepS = 5] = steps.filter(([afterS]) => inPhaseMs >= afterS * 1000).at(-1) ?? [];
  const pauseS = isAwaited && silent > 0 ? 1 : stepS;
  // Plus or minus a tenth, so that runs that started together spread out.
  return Math.min(60_000, pauseS * 1000 * 2 ** Math.min(silent, 4)) * (0.9 + 0.2 * random());
}
