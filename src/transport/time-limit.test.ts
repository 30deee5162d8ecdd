import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { race } from "../support/race.js";
import { makeCall } from "../test-support/call.js";
import { type Call, type Layer, stateOf } from "./call.js";
import { withinLimit } from "./time-limit.js";
import { AtlasAbortError, AtlasTimeoutError } from "./transport-errors.js";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const stalls: Layer = ({ signal }) => race(signal, new Promise(() => {}));

const callOf = (signal: AbortSignal, limits: Partial<Call["limits"]> = {}) =>
  makeCall({ signal, limits: { ...makeCall().limits, ...limits } });

test("a call that has ended leaves no timer and no listener", async () => {
  const outer = new AbortController();
  const add = jest.spyOn(outer.signal, "addEventListener");
  const remove = jest.spyOn(outer.signal, "removeEventListener");
  let inner: Call["signal"] | undefined;
  const response = { status: 200, statusText: "", headers: new Headers(), bytes: new Uint8Array() };
  const responding: Layer = async ({ signal }) => {
    inner = signal;
    return response;
  };
  expect(await withinLimit("timeoutMs", callOf(outer.signal), responding)).toBe(response);
  expect(remove.mock.calls).toEqual(add.mock.calls);
  expect(jest.getTimerCount()).toBe(0);
  outer.abort();
  expect(inner?.aborted).toBe(false);
});

test("whichever comes first counts, the abort or the time limit", async () => {
  const outer = new AbortController();
  const failure = withinLimit("timeoutMs", callOf(outer.signal), stalls).catch((error) => error);
  jest.advanceTimersByTime(1000);
  outer.abort("late");
  expect(await failure).toMatchObject({ name: "AtlasTimeoutError", limit: "timeoutMs", maybeSent: false });
});

test("an abort names what the call was waiting for, and keeps the reason", async () => {
  const outer = new AbortController();
  const failure = withinLimit("timeoutMs", callOf(outer.signal), stalls).catch((error) => error);
  outer.abort("enough");
  const error = await failure;
  expect(error).toMatchObject({ name: "AtlasAbortError", cause: "enough" });
  expect(error.message).toContain("before it was started");
  expect(error.message).not.toContain("secret");
});

test("an abort whose reason can't be read is reported as any other", async () => {
  const outer = new AbortController();
  const failure = withinLimit("timeoutMs", callOf(outer.signal), stalls).catch((error) => error);
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  outer.abort(proxy);
  expect((await failure).message).toContain("was aborted before it was started");
});

test("a deadline that ends an attempt is reported as the deadline", async () => {
  const attempt: Layer = (inner) => withinLimit("timeoutMs", inner, stalls);
  const call = callOf(new AbortController().signal, { deadlineMs: 300 });
  const failure = withinLimit("deadlineMs", call, attempt).catch((error) => error);
  jest.advanceTimersByTime(300);
  const error = await failure;
  expect(error).toMatchObject({ name: "AtlasTimeoutError", limit: "deadlineMs" });
  expect(error.message).toContain("300 ms (deadlineMs)");
});

test("Infinity sets no timer", async () => {
  const outer = new AbortController();
  const call = callOf(outer.signal, { timeoutMs: Number.POSITIVE_INFINITY });
  const failure = withinLimit("timeoutMs", call, stalls).catch((error) => error);
  expect(jest.getTimerCount()).toBe(0);
  outer.abort();
  expect(await failure).toMatchObject({ name: "AtlasAbortError" });
});

test("the reason of a time limit has the limit's name and length", async () => {
  const failure = withinLimit("timeoutMs", callOf(new AbortController().signal), stalls).catch((e) => e);
  jest.advanceTimersByTime(1000);
  const error = await failure;
  expect(error.cause).toMatchObject({ message: "The time limit of 1000 ms is up", limit: "timeoutMs", ms: 1000 });
  expect(error.message).toContain("took longer than 1000 ms (timeoutMs), before it was started");
});

describe("after the signal was aborted", () => {
  const thrown = (call: Call) => [
    new AtlasAbortError("was thrown within", stateOf(call)),
    new AtlasTimeoutError("timeoutMs", "was thrown within", stateOf(call)),
  ];

  test("the error of the inner limit is kept", async () => {
    for (const index of [0, 1]) {
      const outer = new AbortController();
      const call = callOf(outer.signal);
      const error = thrown(call)[index];
      const failing: Layer = async () => {
        outer.abort("enough");
        throw error;
      };
      await expect(withinLimit("deadlineMs", call, failing)).rejects.toBe(error);
    }
  });

  test("an error that is the signal's reason belongs to another call, and becomes the cause", async () => {
    for (const index of [0, 1]) {
      const outer = new AbortController();
      const call = callOf(outer.signal);
      const reason = thrown(call)[index];
      const failing: Layer = async () => {
        outer.abort(reason);
        throw reason;
      };
      const failure = withinLimit("deadlineMs", call, failing);
      await expect(failure).rejects.toMatchObject({ name: "AtlasAbortError", cause: reason });
    }
  });

  test("any other error is replaced by the abort's", async () => {
    const outer = new AbortController();
    const failing: Layer = async () => {
      outer.abort("enough");
      throw new Error("of the connection");
    };
    const failure = withinLimit("deadlineMs", callOf(outer.signal), failing);
    await expect(failure).rejects.toMatchObject({ name: "AtlasAbortError", cause: "enough" });
  });
});
