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
