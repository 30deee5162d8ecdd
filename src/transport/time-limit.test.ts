import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";
import { race } from "../race.js";
import { type Call, createProgress, type Layer } from "./call.js";
import { DEFAULT_RETRY } from "./retry-options.js";
import { withTimeLimit } from "./time-limit.js";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const stalls: Layer = ({ signal }) => race(signal, new Promise(() => {}));

function callOf(signal: AbortSignal, limits: Partial<Call["limits"]> = {}): Call {
  const request = {
    method: "POST",
    url: "https://cloud.mongodb.com/x?secret",
    headers: new Headers(),
    body: undefined,
  };
  return {
    request,
    signal,
    limits: { timeoutMs: 1000, deadlineMs: 5000, retry: DEFAULT_RETRY, retryUnsafe: false, ...limits },
    progress: createProgress(),
    purpose: "operation",
  };
}

test("a call that has ended holds on to nothing", async () => {
  const outer = new AbortController();
  const add = jest.spyOn(outer.signal, "addEventListener");
  const remove = jest.spyOn(outer.signal, "removeEventListener");
  let inner: AbortSignal | undefined;
  const answer = { status: 200, statusText: "", headers: new Headers(), bytes: new Uint8Array() };
  const answering: Layer = async ({ signal }) => {
    inner = signal;
    return answer;
  };
  const layer = withTimeLimit("timeoutMs", answering, Date.now);
  expect(await layer(callOf(outer.signal))).toBe(answer);
  expect(remove.mock.calls).toEqual(add.mock.calls);
  expect(jest.getTimerCount()).toBe(0);
  outer.abort();
  expect(inner?.aborted).toBe(false);
});

test("the first of abort and time limit counts", async () => {
  const outer = new AbortController();
  const failure = withTimeLimit("timeoutMs", stalls, Date.now)(callOf(outer.signal)).catch((error) => error);
  jest.advanceTimersByTime(1000);
  outer.abort("late");
  expect(await failure).toMatchObject({ name: "AtlasTimeoutError", limit: "timeoutMs", maybeSent: false });
});

test("an abort names what the call was waiting for, and keeps the reason", async () => {
  const outer = new AbortController();
  const failure = withTimeLimit("timeoutMs", stalls, Date.now)(callOf(outer.signal)).catch((error) => error);
  outer.abort("enough");
  const error = await failure;
  expect(error).toMatchObject({ name: "AtlasAbortError", cause: "enough" });
  expect(error.message).toContain("while waiting for the credentials");
  expect(error.message).not.toContain("secret");
});

test("the deadline goes through the limit of an attempt, and is named as what it is", async () => {
  const attempt = withTimeLimit("timeoutMs", stalls, Date.now);
  const layer = withTimeLimit("deadlineMs", attempt, Date.now);
  const call = callOf(new AbortController().signal, { deadlineMs: 300 });
  const failure = layer(call).catch((error) => error);
  jest.advanceTimersByTime(300);
  const error = await failure;
  expect(error).toMatchObject({ name: "AtlasTimeoutError", limit: "deadlineMs" });
  expect(error.message).toContain("300 ms (deadlineMs)");
});

test("the layers within know when the deadline is, by the injected clock", async () => {
  let endsAt: number | undefined;
  const failing: Layer = async (call) => {
    endsAt = call.endsAt;
    throw new Error("own");
  };
  const layer = withTimeLimit(
    "deadlineMs",
    withTimeLimit("timeoutMs", failing, () => 7),
    () => 100,
  );
  await expect(layer(callOf(new AbortController().signal))).rejects.toThrow("own");
  expect(endsAt).toBe(5100);
});

test("Infinity sets no timer", async () => {
  const outer = new AbortController();
  const call = callOf(outer.signal, { timeoutMs: Number.POSITIVE_INFINITY });
  const failure = withTimeLimit("timeoutMs", stalls, Date.now)(call).catch((error) => error);
  expect(jest.getTimerCount()).toBe(0);
  outer.abort();
  expect(await failure).toMatchObject({ name: "AtlasAbortError" });
});
