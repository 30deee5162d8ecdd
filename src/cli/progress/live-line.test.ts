import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lineOf } from "./live-line.js";
import { progressView } from "./progress-view.js";

const progress = {
  phase: "offline",
  stateName: "UPDATING",
  tier: "M0",
  elapsedMs: 252_000,
  estimateMs: 468_000,
  polls: 9,
  message: "",
} as const;

test.each([
  [100, "shop-dev  offline  [###########-------------------]  4:12 of about 12:00  UPDATING on M0"],
  [70, "shop-dev  offline  [####--------]  4:12 of about 12:00  UPDATING on M0"],
  [60, "shop-dev  offline  [######------------]  4:12 of about 12:00"],
  [40, "offline  [###-----]  4:12 of about 12:00"],
  [30, "offline  4:12 of about 12:00"],
  [20, "4:12"],
])("%i characters have room for %s", (width, line) => {
  expect(lineOf("shop-dev", progress, 0, width).length).toBeLessThanOrEqual(width);
  expect(lineOf("shop-dev", progress, 0, width)).toBe(line);
});

test("time passes between two status checks, and an exceeded estimate shows only the elapsed time", () => {
  expect(lineOf("a", progress, 3_000, 60)).toContain("4:15 of about 12:00");
  expect(lineOf("a", progress, 600_000, 60)).toMatch(/\[#+\] {2}14:12 of about 14:12/);
});

test("without recorded upgrades there is no bar", () => {
  const { estimateMs: _, ...unknown } = progress;
  expect(lineOf("shop-dev", unknown, 0, 80)).toBe("shop-dev  offline  4:12  UPDATING on M0");
});

test.each([
  [80, "shop-dev  offline  4:12  the last status check failed with ECONNREFUSED"],
  [66, "offline  4:12  the last status check failed with ECONNREFUSED"],
])("a problem takes the place of the bar and the state, in %i characters too", (width, line) => {
  const problem = "the last status check failed with ECONNREFUSED";
  expect(lineOf("shop-dev", { ...progress, problem }, 0, width)).toBe(line);
});

test("no line is wider than the terminal, whatever its content", () => {
  const wild = fc.record({ name: fc.string({ minLength: 1, maxLength: 64 }), width: fc.integer({ min: 5, max: 200 }) });
  fc.assert(
    fc.property(wild, fc.integer({ min: -10_800_000, max: 10_800_000 }), ({ name, width }, elapsedMs) => {
      expect(lineOf(name, { ...progress, elapsedMs }, 0, width).length).toBeLessThanOrEqual(width);
    }),
  );
});

/** A view whose clock and timer the test moves. */
function startView(isTTY: boolean) {
  const written: string[] = [];
  const clock = { now: 3_600_000, tick: () => {} };
  const view = progressView("a", "Atlas", {
    stderr: { isTTY, columns: 60, write: (text) => written.push(text) },
    env: {},
    now: () => clock.now,
    every: (_, tick) => {
      clock.tick = tick;
      return () => {};
    },
  });
  return { view, clock, written };
}

test.each([
  ["a log gets a line at once", false, ["4:12  a  offline  UPDATING  M0\n", "0:00  a  offline  UPDATING  M0\n"]],
  ["a bar is empty", true, [/\[##/, /\[--.* 0:00 of about 12:00/]],
])("when the clock is set back, %s", (_, isTTY, lines) => {
  const { view, clock, written } = startView(isTTY);
  view.show(progress);
  clock.now = 0;
  clock.tick();
  expect(written).toEqual(lines.map((line) => (typeof line === "string" ? line : expect.stringMatching(line))));
});

test("a log says what is waited for if a lookup takes long, and then once a minute", () => {
  const { view, clock, written } = startView(false);
  view.show({ phase: "probing", elapsedMs: 0, polls: 0, message: "" });
  for (let second = 0; second < 70; second += 1) {
    clock.now += 1_000;
    clock.tick();
  }
  expect(written).toEqual(["0:05  a  probing  waiting for Atlas\n", "1:05  a  probing  waiting for Atlas\n"]);
});
