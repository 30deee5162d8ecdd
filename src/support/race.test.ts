import { getEventListeners } from "node:events";
import { expect, test } from "@jest/globals";
import { race } from "./race.js";

test("settles as the work does, and leaves no listener on the signal", async () => {
  const { signal } = new AbortController();
  await expect(race(signal, Promise.resolve(1))).resolves.toBe(1);
  await expect(race(signal, Promise.reject(new Error("own")))).rejects.toThrow("own");
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("rejects with the signal's reason, even if the work ignores the signal", async () => {
  const controller = new AbortController();
  const raced = race(controller.signal, new Promise(() => {}));
  controller.abort("enough");
  await expect(raced).rejects.toBe("enough");
});

test("an aborted signal rejects at once, and the work's own failure is ignored", async () => {
  await expect(race(AbortSignal.abort("before"), Promise.reject(new Error("unheard")))).rejects.toBe("before");
});

// Not every library's promise is one of the platform's.
function thenable(then: (resolve: (value: unknown) => void) => void): PromiseLike<unknown> {
  // biome-ignore lint/suspicious/noThenProperty: That is what it is about.
  return Object.defineProperty({}, "then", { value: then }) as PromiseLike<unknown>;
}

test("a thenable that resolves to a promise which never settles does not outlast the signal", async () => {
  const controller = new AbortController();
  const raced = race(
    controller.signal,
    thenable((resolve) => resolve(new Promise(() => {}))),
  );
  await new Promise(setImmediate);
  controller.abort("enough");
  const late = new Promise((resolve) => setImmediate(resolve, "too late"));
  await expect(Promise.race([raced, late])).rejects.toBe("enough");
});

test("a thenable that throws leaves no listener on the signal", async () => {
  const { signal } = new AbortController();
  const failing = () => {
    throw new Error("own");
  };
  await expect(race(signal, thenable(failing))).rejects.toThrow("own");
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
