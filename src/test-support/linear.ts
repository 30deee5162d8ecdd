import { expect } from "@jest/globals";

// Linear work takes 8 times as long for the large size as for the small one, quadratic work 64 times.
const STEP = 8;
const MAX_RATIO = 20;

// Shorter times can't be measured: they are mostly garbage collection and compilation.
const MIN_MS = 5;

/**
 * Checks that an input takes about eight times as long as an eighth of it, and not sixty-four times. It compares
 * processor times by their ratio, since a slow or busy machine slows both.
 *
 * @param large - the size; 300 kB by default, for which even fast quadratic work takes over a second
 */
export function expectLinear(run: (size: number) => void, large = 300_000): void {
  const time = (size: number) => {
    const start = process.cpuUsage();
    run(size);
    return process.cpuUsage(start).user / 1000;
  };
  // Twice: the first run compiles.
  const small = Math.max(MIN_MS, Math.min(time(large / STEP), time(large / STEP)));
  let ratio = time(large) / small;
  // Measured again only if needed: a run may include other work, such as garbage collection.
  if (ratio >= MAX_RATIO) ratio = Math.min(ratio, time(large) / small);
  expect(ratio).toBeLessThan(MAX_RATIO);
}
