import { getEventListeners } from "node:events";
import { expect, test } from "@jest/globals";
import { onAbort } from "./on-abort.js";

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;

test("one listener serves any number of callers, and is removed with the last one", () => {
  const controller = new AbortController();
  const called: number[] = [];
  const unsubscribe = [1, 2, 3].map((number) => onAbort(controller.signal, () => called.push(number)));
  expect(listeners(controller.signal)).toBe(1);
  unsubscribe[1]?.();
  unsubscribe[1]?.();
  controller.abort();
  expect(called).toEqual([1, 3]);
  expect(listeners(controller.signal)).toBe(0);
  for (const stop of unsubscribe) stop();
});

test("after the last unsubscribes, no listener is left, and a new caller adds one again", () => {
  const controller = new AbortController();
  const called: number[] = [];
  const callback = () => called.push(1);
  onAbort(controller.signal, callback)();
  expect(listeners(controller.signal)).toBe(0);
  const unsubscribe = onAbort(controller.signal, callback);
  onAbort(controller.signal, callback);
  unsubscribe();
  controller.abort();
  expect(called).toEqual([1]);
});

test("on an aborted signal the callback is called at once", () => {
  const called: number[] = [];
  onAbort(AbortSignal.abort(), () => called.push(1))();
  expect(called).toEqual([1]);
});
