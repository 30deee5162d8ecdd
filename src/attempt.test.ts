import { expect, jest, test } from "@jest/globals";
import { startAttempt } from "./attempt.js";

test("an attempt that has ended holds on to nothing", async () => {
  const outer = new AbortController();
  const add = jest.spyOn(outer.signal, "addEventListener");
  const remove = jest.spyOn(outer.signal, "removeEventListener");
  const attempt = startAttempt(outer.signal, 1000);
  await expect(attempt.race(Promise.resolve(1))).resolves.toBe(1);
  attempt.end();
  expect(remove.mock.calls).toEqual(add.mock.calls);
  outer.abort();
  expect(attempt.ended).toBeUndefined();
  expect(attempt.signal.aborted).toBe(false);
});

test("the first of abort and time limit counts", async () => {
  jest.useFakeTimers();
  const outer = new AbortController();
  const attempt = startAttempt(outer.signal, 1000);
  const work = attempt.race(new Promise(() => {}));
  jest.advanceTimersByTime(1000);
  outer.abort("late");
  await expect(work).rejects.toThrow("time limit");
  expect(attempt.ended).toBe("timeout");
  jest.useRealTimers();
});

test("work that is already ended is not waited for, and its own failure goes nowhere", async () => {
  const attempt = startAttempt(AbortSignal.abort("before"), Number.POSITIVE_INFINITY);
  await expect(attempt.race(Promise.reject(new Error("unheard")))).rejects.toBe("before");
  expect(attempt.ended).toBe("abort");
});
