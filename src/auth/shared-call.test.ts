import { describe, expect, test } from "@jest/globals";
import { createSharedCall } from "./shared-call.js";

interface Work {
  signal: AbortSignal;
  resolve: (value: string) => void;
  reject: (error: Error) => void;
}

const TIME_IS_UP = new Error("the time is up");

/** Work that ends when the test ends it, and a clock that the test sets. */
function sharedWork() {
  const started: Work[] = [];
  const clock = { now: 0 };
  const call = createSharedCall(
    ({ signal }: { signal: AbortSignal; now: () => number }) =>
      new Promise<string>((resolve, reject) => started.push({ signal, resolve, reject })),
    (error) => error === TIME_IS_UP,
  );
  const caller = (given?: AbortSignal) => {
    const controller = new AbortController();
    const context = { signal: given ?? controller.signal, now: () => clock.now };
    return { controller, result: call(context).catch((error) => error) };
  };
  return { started, clock, caller };
}

test("a caller that comes after the end starts new work, even before the waiting callers are notified", async () => {
  const { started, caller } = sharedWork();
  const first = caller();
  started[0]?.resolve("a");
  // The work has ended here, and every caller is still waiting.
  await Promise.resolve();
  const second = caller();
  expect(started).toHaveLength(2);
  // When the first work's callers leave, the second work goes on.
  expect(await first.result).toBe("a");
  const third = caller();
  expect(started).toHaveLength(2);
  started[1]?.resolve("b");
  expect(await Promise.all([second.result, third.result])).toEqual(["b", "b"]);
});

test("a failure is not cached either", async () => {
  const { started, caller } = sharedWork();
  const first = caller();
  started[0]?.reject(new Error("down"));
  await Promise.resolve();
  const second = caller();
  started[1]?.resolve("b");
  expect(await first.result).toEqual(new Error("down"));
  expect(await second.result).toBe("b");
});

test("a caller that leaves does not affect the others, and one that was aborted beforehand starts no work", async () => {
  const { started, caller } = sharedWork();
  const [first, second] = [caller(), caller()];
  first.controller.abort("gone");
  expect(await first.result).toBe("gone");
  expect(started[0]?.signal.aborted).toBe(false);
  started[0]?.resolve("a");
  expect(await second.result).toBe("a");
  expect(await caller(AbortSignal.abort("early")).result).toBe("early");
  expect(started).toHaveLength(1);
});

test("work that all callers have left does not end the work that follows it", async () => {
  const { started, caller } = sharedWork();
  const first = caller();
  first.controller.abort("enough");
  expect(await first.result).toBe("enough");
  expect(started[0]?.signal.aborted).toBe(true);
  const second = caller();
  expect(started).toHaveLength(2);
  // The first work ends late, which must not affect the callers of the second.
  started[0]?.resolve("late");
  await Promise.resolve();
  await Promise.resolve();
  const third = caller();
  expect(started).toHaveLength(2);
  started[1]?.resolve("b");
  expect(await Promise.all([second.result, third.result])).toEqual(["b", "b"]);
});

describe("when the work reaches its time limit", () => {
  /** One caller that starts the work, one that joins at the same time, and two that join later. */
  function callers() {
    const work = sharedWork();
    const [first, second] = [work.caller(), work.caller()];
    work.clock.now = 800;
    return { ...work, first, second, late: [work.caller(), work.caller()] as const };
  }

  test("callers that joined later share the work once more; the others have had the full time", async () => {
    const { started, caller, first, second, late } = callers();
    started[0]?.reject(TIME_IS_UP);
    expect(await Promise.all([first.result, second.result])).toEqual([TIME_IS_UP, TIME_IS_UP]);
    expect(started).toHaveLength(2);
    const third = caller();
    started[1]?.resolve("b");
    expect(await Promise.all([late[0].result, late[1].result, third.result])).toEqual(["b", "b", "b"]);
    expect(started).toHaveLength(2);
  });

  test("a second time, the later callers fail as well", async () => {
    const { started, clock, first, late } = callers();
    started[0]?.reject(TIME_IS_UP);
    expect(await first.result).toBe(TIME_IS_UP);
    clock.now = 1_800;
    started[1]?.reject(TIME_IS_UP);
    expect(await Promise.all([late[0].result, late[1].result])).toEqual([TIME_IS_UP, TIME_IS_UP]);
    expect(started).toHaveLength(2);
  });

  test("a caller that has left does not start it again", async () => {
    const { started, first, late } = callers();
    for (const { controller } of late) controller.abort("gone");
    started[0]?.reject(TIME_IS_UP);
    expect(await Promise.all([first.result, late[0].result, late[1].result])).toEqual([TIME_IS_UP, "gone", "gone"]);
    expect(started).toHaveLength(1);
  });

  test("any other failure is final for all callers", async () => {
    const { started, first, late } = callers();
    const rejection = new Error("rejected");
    started[0]?.reject(rejection);
    expect(await Promise.all([first.result, late[0].result, late[1].result])).toEqual([
      rejection,
      rejection,
      rejection,
    ]);
    expect(started).toHaveLength(1);
  });
});
