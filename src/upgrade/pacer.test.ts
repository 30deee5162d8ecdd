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
    // Time stands still: who comes at the same time waits the longer the later.
    sleep: async (duration: number) => {
      slept.push(duration);
    },
  };
}

test("those who come at the same time go one after the other, less than 5,000 a minute, whichever client they are of", async () => {
  const clock = clockOf();
  const pacers = Array.from({ length: 5_000 }, () => pacerOf({}, clock));
  for (const pacer of pacers) await pacer.turn(never);
  expect(clock.slept.filter((duration) => duration < 60_000).length + 1).toBeLessThan(5_000);
  expect(clock.slept).toHaveLength(4_999);
});

test("one alone does not wait, nor one with another clock", async () => {
  const [clock, other] = [clockOf(), clockOf()];
  const client = {};
  await pacerOf(client, clock).turn(never);
  await pacerOf(client, other).turn(never);
  clock.pass(20);
  await pacerOf(client, clock).turn(never);
  expect([clock.slept, other.slept]).toEqual([[], []]);
});

test("where the server asks for a rest, none of the client goes", async () => {
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
