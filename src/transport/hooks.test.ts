import { expect, test } from "@jest/globals";
import { createNotify, type RetryEvent } from "./hooks.js";

const event: RetryEvent = { method: "GET", url: "https://cloud.mongodb.com/x", attempts: 1, delayMs: 5 };

test("only the hook of the event is called", () => {
  const received: unknown[] = [];
  const notify = createNotify({ onRetry: (retry) => received.push(retry), onRequest: () => received.push("wrong") });
  notify("onRetry", () => event);
  expect(received).toEqual([event]);
});

test("without hooks nothing happens", () => {
  expect(() => createNotify({})("onRetry", () => event)).not.toThrow();
});

test("errors that a hook throws, synchronously or later, are ignored", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  for (const onRetry of [
    () => {
      throw new Error("at once");
    },
    async () => {
      throw new Error("later");
    },
  ]) {
    expect(() => createNotify({ onRetry })("onRetry", () => event)).not.toThrow();
  }
  // Node reports unhandled rejections before this callback runs.
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});
