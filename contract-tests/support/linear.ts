import { expect } from "@jest/globals";

const SMALL = 125_000;
const LARGE = 1_000_000;

/**
 * Checks that a megabyte takes about eight times as long as an eighth of it, and not sixty-four times. In processor time
 * and by the ratio, since other work on the machine slows both.
 */
export function expectLinear(run: (size: number) => void): void {
  const time = (size: number) => {
    const start = process.cpuUsage();
    run(size);
    return process.cpuUsage(start).user / 1000;
  };
  // Twice: the first run compiles. What is too short to be measured counts as 20 ms.
  const small = Math.max(20, Math.min(time(SMALL), time(SMALL)));
  expect(time(LARGE) / small).toBeLessThan(35);
}
