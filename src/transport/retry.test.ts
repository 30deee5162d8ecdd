import { describe, expect, test } from "@jest/globals";
import { AtlasTokenError } from "../auth/token-error.js";
import { createProgress, type Layer, type ReadResponse, type RequestCall } from "./call.js";
import { withRetry } from "./retry.js";
import { checkRetry, DEFAULT_RETRY, type RetryOptions } from "./retry-options.js";
import { AtlasAbortError, AtlasConnectionError, AtlasTimeoutError } from "./transport-errors.js";

type Step = ReadResponse | Error;

const state = (sent: number) => ({
  request: { method: "POST", url: "https://cloud.mongodb.com/x", attempts: 1 },
  sent,
});

function readResponse(status: number, headers: Record<string, string> = {}): ReadResponse {
  return { status, statusText: "", headers: new Headers(headers), bytes: new Uint8Array() };
}

interface Play extends RetryOptions {
  method?: string;
  retryUnsafe?: boolean;
  endsAt?: number;
  signal?: AbortSignal;
}

/** Plays steps, repeating the last one, and returns the outcome. */
async function play(steps: Step[], { method = "POST", retryUnsafe = false, endsAt, signal, ...options }: Play = {}) {
  const delays: number[] = [];
  const retry = checkRetry({ random: () => 1, sleep: async (ms) => void delays.push(ms), ...options }, DEFAULT_RETRY);
  const progress = createProgress(method, "https://cloud.mongodb.com/x");
  const call: RequestCall = {
    request: { method, url: "https://cloud.mongodb.com/x", headers: {}, body: undefined },
    limits: { timeoutMs: 1, deadlineMs: 1, retry, retryUnsafe },
    signal: signal ?? new AbortController().signal,
    progress,
    purpose: "operation",
    ...(endsAt !== undefined && { endsAt }),
  };
  const next: Layer = async () => {
    const step = steps[Math.min(progress.attempts, steps.length) - 1];
    progress.sent += 1;
    if (step instanceof Error) throw step;
    if (step === undefined) throw new Error("no step");
    return step;
  };
  const events: unknown[] = [];
  const layer = withRetry(
    next,
    () => 1_000,
    (_, event) => events.push(event()),
  );
  const outcome = await layer(call).then(
    ({ status }) => status,
    (error: Error) => error.name,
  );
  return { outcome, attempts: progress.attempts, delays, events, sent: progress.sent };
}

const neverSent = new AtlasConnectionError("x", state(0));
const cut = new AtlasConnectionError("x", state(1));
const timeout = new AtlasTimeoutError("timeoutMs", "x", state(1));
const deadline = new AtlasTimeoutError("deadlineMs", "x", state(1));
const abort = new AtlasAbortError("x", state(1));
const later = { "Retry-After": "2" };

describe("what is sent again:", () => {
  test.each<[string, Step, { post: number; get: number; unsafe: number }]>([
    ["a success", readResponse(200), { post: 1, get: 1, unsafe: 1 }],
    ["a 404", readResponse(404), { post: 1, get: 1, unsafe: 1 }],
    ["a 409 with Retry-After", readResponse(409, later), { post: 1, get: 1, unsafe: 1 }],
    ["a 429", readResponse(429), { post: 3, get: 3, unsafe: 3 }],
    ["a 500", readResponse(500), { post: 1, get: 3, unsafe: 3 }],
    ["a 500 with Retry-After", readResponse(500, later), { post: 1, get: 3, unsafe: 3 }],
    ["a 503", readResponse(503), { post: 1, get: 3, unsafe: 3 }],
    ["a 503 with Retry-After", readResponse(503, later), { post: 3, get: 3, unsafe: 3 }],
    ["a 599", readResponse(599), { post: 1, get: 3, unsafe: 3 }],
    ["a 600", readResponse(600), { post: 1, get: 1, unsafe: 1 }],
    ["never sent", neverSent, { post: 3, get: 3, unsafe: 3 }],
    ["a cut connection", cut, { post: 1, get: 3, unsafe: 3 }],
    ["a timeout", timeout, { post: 1, get: 3, unsafe: 3 }],
    ["the deadline", deadline, { post: 1, get: 1, unsafe: 1 }],
    ["an abort", abort, { post: 1, get: 1, unsafe: 1 }],
    ["a foreign error", new Error("x"), { post: 1, get: 1, unsafe: 1 }],
    ["a token that never was asked for", tokenError({ cause: neverSent }), { post: 3, get: 3, unsafe: 3 }],
    ["a token call that was cut", tokenError({ cause: cut }), { post: 1, get: 1, unsafe: 1 }],
    ["a token rejected with 429", tokenError({ status: 429 }), { post: 3, get: 3, unsafe: 3 }],
    ["a token rejected with 503", tokenError({ status: 503 }), { post: 1, get: 1, unsafe: 1 }],
    [
      "a token rejected with 503 and a time",
      tokenError({ status: 503, rateLimit: { retryAfterMs: 1 } }),
      { post: 3, get: 3, unsafe: 3 },
    ],
    ["a token rejected with 500", tokenError({ status: 500 }), { post: 1, get: 1, unsafe: 1 }],
  ])("%s", async (_, step, { post, get, unsafe }) => {
    expect((await play([step])).attempts).toBe(post);
    expect((await play([step], { method: "PATCH" })).attempts).toBe(post);
    expect((await play([step], { method: "GET" })).attempts).toBe(get);
    expect((await play([step], { method: "HEAD" })).attempts).toBe(get);
    expect((await play([step], { retryUnsafe: true })).attempts).toBe(unsafe);
  });

  function tokenError(options: ConstructorParameters<typeof AtlasTokenError>[2]) {
    return new AtlasTokenError("rejection", "x", options);
  }
});

describe("the waits", () => {
  test.each<[string, Step, RetryOptions, number[]]>([
    ["double", cut, { attempts: 5 }, [1_000, 2_000, 4_000, 8_000]],
    ["are longer after a 429 that says nothing", readResponse(429), { attempts: 4 }, [10_000, 20_000, 40_000]],
    ["end at the cap", readResponse(429), { attempts: 4, maxDelayMs: 15_000 }, [10_000, 15_000, 15_000]],
    ["are a random part", readResponse(429), { random: () => 0.25 }, [2_500, 5_000]],
    ["follow Retry-After, and up to a quarter more", readResponse(429, later), {}, [2_500, 2_500]],
    ["are never shorter than Retry-After", readResponse(429, later), { random: () => 0 }, [2_000, 2_000]],
    ["cap Retry-After", readResponse(429, { "Retry-After": "3600" }), {}, [60_000, 60_000]],
    ["take no Retry-After of 0 for an invitation", readResponse(429, { "Retry-After": "0" }), {}, [10_000, 20_000]],
    ["can be set", cut, { delayMs: 3, maxDelayMs: 5 }, [3, 5]],
    ["can be none", cut, { maxDelayMs: 0 }, [0, 0]],
  ])("%s", async (_, step, options, delays) => {
    expect((await play([step], { method: "GET", ...options })).delays).toEqual(delays);
  });

  test("are reported before they begin", async () => {
    const { events } = await play([readResponse(429), cut, readResponse(200)], { method: "GET" });
    expect(events).toEqual([
      { method: "GET", url: "https://cloud.mongodb.com/x", attempts: 1, delayMs: 10_000, status: 429 },
      { method: "GET", url: "https://cloud.mongodb.com/x", attempts: 2, delayMs: 2_000, error: cut },
    ]);
  });

  test("that would outlast the deadline are not started: the current response is returned", async () => {
    const wait = { random: () => 0, endsAt: 3_000 };
    expect(await play([readResponse(429, later)], wait)).toMatchObject({ outcome: 429, attempts: 1, delays: [] });
    expect(await play([readResponse(429, later)], { ...wait, endsAt: 3_001 })).toMatchObject({ attempts: 3 });
    expect(await play([neverSent], { ...wait, endsAt: 1_000 })).toMatchObject({
      outcome: "AtlasConnectionError",
      attempts: 1,
    });
  });

  test("end when the signal is aborted, even if the sleep ignores it", async () => {
    const controller = new AbortController();
    const sleep = async () => controller.abort(new RangeError("enough"));
    const { outcome, attempts } = await play([readResponse(429)], { sleep, signal: controller.signal });
    expect([outcome, attempts]).toEqual(["RangeError", 1]);
  });
});

test("one attempt means no retries", async () => {
  expect(await play([readResponse(429), readResponse(200)], { attempts: 1 })).toMatchObject({
    outcome: 429,
    attempts: 1,
    delays: [],
  });
});

test.each<[string, Step[], number]>([
  ["rejected with 429", [readResponse(429)], 0],
  ["rejected with 503 and a time", [readResponse(503, later)], 0],
  ["rejected as it is wrong", [readResponse(409)], 0],
  ["done", [readResponse(200)], 1],
  ["failed", [readResponse(500)], 1],
  ["cut", [cut], 1],
  ["rejected, then cut", [readResponse(429), cut], 1],
  ["cut, then rejected", [cut, readResponse(409)], 1],
  ["failed, then done", [readResponse(500), readResponse(200)], 2],
])("how often Atlas may have acted on it, if it was %s: %s", async (_, steps, sent) => {
  expect(await play(steps, { retryUnsafe: true, attempts: steps.length })).toMatchObject({ sent });
});

describe("the default sleep", () => {
  test("sleeps", async () => {
    await expect(DEFAULT_RETRY.sleep(1, new AbortController().signal)).resolves.toBeUndefined();
  });

  test("rejects with the signal's reason, and does not start if the signal is already aborted", async () => {
    const controller = new AbortController();
    const sleeping = DEFAULT_RETRY.sleep(60_000, controller.signal);
    controller.abort("up");
    await expect(sleeping).rejects.toBe("up");
    await expect(DEFAULT_RETRY.sleep(60_000, controller.signal)).rejects.toBe("up");
  });
});

test("an undefined option counts as not given", () => {
  const options = { attempts: undefined, delayMs: 5 };
  expect(checkRetry(options, DEFAULT_RETRY)).toEqual({ ...DEFAULT_RETRY, delayMs: 5 });
});
