import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { readOperations } from "../../scripts/toolkit/generate/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { createClientParts } from "../../src/client.js";
import { AtlasInvalidRequestError, bearer } from "../../src/index.js";
import { DEFAULT_LIMITS } from "../../src/options/limits.js";
import { pollOf } from "../../src/waiting/poll-of.js";
import { type WaitStep, waitFor } from "../../src/waiting/wait-for.js";

// Another vendor's long-running operation, with a different way of waiting, which the waiter knows from the description
// only. spec-lint.test.ts lints it.
const file = join(projectRoot, "contract-tests", "fixtures", "waiting", "pottery.yaml");
const described = readOperations(parse(readFileSync(file, "utf8"))).map(({ descriptor }) => descriptor);
const operations = Object.fromEntries(described.map((descriptor) => [descriptor.operationId, descriptor]));

type Scripted = readonly [status: number, body?: object | undefined, headers?: Record<string, string>];

/** Fires a pot, and waits for it; the responses come one after the other. */
async function fire(
  responses: readonly Scripted[],
  { glaze = "blue", limitMs = 60_000, signal = new AbortController().signal, onStep = (_: WaitStep) => {} } = {},
) {
  const left = [...responses];
  const urls: string[] = [];
  let ms = 0;
  const { call } = createClientParts({
    operations: described,
    onDeprecation: "silent",
    auth: bearer("any"),
    baseUrl: "https://pottery.test",
    userAgent: "test",
    limits: { ...DEFAULT_LIMITS, retry: { ...DEFAULT_LIMITS.retry, attempts: 1 } },
    maxResponseBytes: 10_000,
    hooks: {},
    now: () => ms,
    fetch: async (url) => {
      urls.push(new URL(url).pathname);
      const [status, body, headers = {}] = left.shift() ?? [500];
      return body ? Response.json(body, { status, headers }) : new Response(null, { status, headers });
    },
  });
  const byId = (operationId: string) => {
    const operation = operations[operationId];
    if (!operation) throw new Error(`no operation ${operationId}`);
    return operation;
  };
  const body = { glaze };
  const { data } = await call(byId("fire"), { kiln: "k1", body });
  const subject = pollOf(byId("fire"), { request: { path: { kiln: "k1" }, body }, response: { body: data } });
  if (!subject) throw new Error("nothing to poll");
  const steps: WaitStep[] = [];
  const waiting = waitFor(subject, {
    operations,
    signal,
    now: () => ms,
    sleep: async (duration) => {
      ms += duration;
    },
    endsAt: limitMs,
    pauseMs: () => 1_000,
    call: (operationId, request, options) => call(byId(operationId), request, options),
  });
  for await (const step of waiting) {
    steps.push(step);
    onStep(step);
  }
  const outcomes = steps.map(({ check }) => check.outcome);
  return { outcomes, urls, ms, last: steps.at(-1)?.check, steps };
}

const queued: Scripted = [202, { job: { id: "f7" } }];
const inKiln: Scripted = [200, { phase: "HOT" }];
const cool: Scripted = [200, { phase: "COOL", pots: [{ glaze: "blue" }] }];

describe("waiting by the description alone", () => {
  test.each<[string, Scripted[], string[], string]>([
    ["from the queue to the end", [[202], inKiln, cool], ["pending", "pending", "done"], "The pot is cool."],
    ["a value in its second location", [[200, { phase: "COOL", glaze: "blue" }]], ["done"], "The pot is cool."],
    [
      "a variable without a value",
      [[200, { phase: "COOL", glaze: "red" }], cool],
      ["pending", "done"],
      "The pot is cool.",
    ],
    ["a failure", [inKiln, [200, { phase: "CRACKED" }]], ["pending", "failed"], "The pot has cracked."],
    ["an error status", [inKiln, [404, {}]], ["pending", "failed"], "There is no such firing."],
    ["elsewhere", [[410], [200, {}]], ["done"], "What is archived was finished."],
    ["elsewhere, not yet", [[410], [503], [410], [200, {}]], ["pending", "done"], "What is archived was finished."],
    ["elsewhere, and not found", [[410], [404]], ["failed"], "There is no such firing."],
    ["an undescribed status", [[418]], ["failed"], "There is no such firing."],
    ["another one", [[302]], ["pending", "done"], ""],
    ["and another one", [[501]], ["failed"], "The description does not say what this response means."],
  ])("%s", async (_, responses, outcomes, because) => {
    const found = await fire([queued, ...responses, cool]);
    expect(found.outcomes).toEqual(outcomes);
    if (because) expect(found.last?.because).toBe(because);
    expect(found.urls.every((url) => /^\/kilns\/k1\/firings(\/f7)?$|^\/archive\/f7$/.test(url))).toBe(true);
  });
});

test("the wait respects a longer Retry-After", async () => {
  const { ms, outcomes } = await fire([queued, [202, undefined, { "Retry-After": "30" }], cool]);
  expect([ms, outcomes]).toEqual([30_000, ["pending", "done"]]);
});

test("the status is checked a last time when the time is up", async () => {
  const { steps, ms } = await fire([queued, ...Array.from({ length: 9 }, () => inKiln)], { limitMs: 2_500 });
  expect([ms, steps.map(({ nextMs }) => nextMs)]).toEqual([2_500, [1_000, 1_000, 500, undefined]]);
});

test("an abort ends the wait between two status checks", async () => {
  const controller = new AbortController();
  const reason = new Error("enough");
  const onStep = () => controller.abort(reason);
  await expect(fire([queued, inKiln, cool], { signal: controller.signal, onStep })).rejects.toBe(reason);
});

test("an operation without x-outcomes can't be polled", async () => {
  const subject = { operationId: "fire", parameters: {}, variables: {} };
  const options = { operations, signal: new AbortController().signal, now: () => 0, sleep: async () => {} };
  const waiting = waitFor(subject, {
    ...options,
    endsAt: 1,
    pauseMs: () => 1,
    call: () => Promise.reject(new Error()),
  });
  await expect(waiting.next()).rejects.toThrow(AtlasInvalidRequestError);
});
