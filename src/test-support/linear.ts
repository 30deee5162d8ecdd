import { expect } from "@jest/globals";

// Linear work takes 8 times as long for the large size as for the small one, quadratic work 64 times.
const STEP = 8;
const MOST = 20;

// What is shorter can't be measured: much of it is garbage collection and compilation.
const LEAST_MS = 5;

/**
 * Checks that a size takes about eight times as long as an eighth of it, and not sixty-four times. In processor time and
 * by the ratio, since a slow or busy machine slows both.
 *
 * @param large - the size; 300 kB unless it says otherwise, for which the quickest quadratic work takes over a second
 */
export function expectLinear(run: (size: number) => void, large = 300_000): void {
  const time = (size: number) => {
    const start = process.cpuUsage();
    run(size);
    return process.cpuUsage(start).user / 1000;
  };
  // Twice: the first run compiles.
  const small = Math.max(LEAST_MS, Math.min(time(large / STEP), time(large / STEP)));
  let ratio = time(large) / small;
  // Once more only if need be: a process does other things at times, such as collecting garbage.
  if (ratio >= MOST) ratio = Math.min(ratio, time(large) / small);
  expect(ratio).toBeLessThan(MOST);
}
