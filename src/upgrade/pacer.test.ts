import { expect, test } from "@jest/globals";
import { pacerOf } from "./pacer.js";

const never = new AbortController().signal;

function clockOf() {
  let ms = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => ms,
    pass: (duration: number) => {
      ms += duration;
    },
    // The clock stands still, so concurrent requests wait for increasing times.
    sleep: async (duration: number) => {
      slept.push(duration);
    },
  };
}

test("concurrent requests of all clients take turns, at less than 5,000 a minute", async () => {
  const clock = clockOf();
  const pacers = Array.from({ length: 5_000 }, () => pacerOf({}, clock));
  for (const pacer of pacers) await pacer.turn(never);
  expect(clock.slept.filter((duration) => duration < 60_000).length + 1).toBeLessThan(5_000);
  expect(clock.slept).toHaveLength(4_999);
});

test("a single request does not wait, nor does one with another clock", async () => {
  const [clock, other] = [clockOf(), clockOf()];
  const client = {};
  await pacerOf(client, clock).turn(never);
  await pacerOf(client, other).turn(never);
  clock.pass(20);
  await pacerOf(client, clock).turn(never);
  expect([clock.slept, other.slept]).toEqual([[], []]);
});

test("when the server asks for a pause, all requests of the client wait", async () => {
  const clock = clockOf();
  const client = {};
  pacerOf(client, clock).rest(30_000);
  await pacerOf(client, clock).turn(never);
  await pacerOf(client, clock).turn(never);
  await pacerOf({}, clock).turn(never);
  expect(clock.slept).toEqual([30_000, 30_015]);
  pacerOf(client, clock).rest(86_400_000);
  await pacerOf(client, clock).turn(never);
  expect(clock.slept.at(-1)).toBe(60_000);
});

test("an abort ends the wait", async () => {
  const clock = { now: () => 0, sleep: () => new Promise<void>(() => {}) };
  const controller = new AbortController();
  const client = {};
  pacerOf(client, clock).rest(30_000);
  const turn = pacerOf(client, clock).turn(controller.signal);
  controller.abort("enough");
  await expect(turn).rejects.toBe("enough");
});
