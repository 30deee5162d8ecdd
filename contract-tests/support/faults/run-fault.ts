import { getEventListeners } from "node:events";
import { inspect } from "node:util";
import { expect, jest } from "@jest/globals";
import { type AtlasAuth, type AtlasClientOptions, bearer, serviceAccount } from "../../../src/index.js";
import { apiKey } from "../../../src/node/index.js";
import { clientOf, request, TOKEN } from "../failure.js";
import { stopClock } from "../stop-clock.js";
import { CLIENT_ID, CLIENT_SECRET, PRIVATE_KEY, PUBLIC_KEY } from "./credential-checker.js";
import type { Expected, Fault } from "./fault.js";
import type { FaultServer } from "./fault-server.js";

/** Every way to authenticate, by name. */
export const authKinds: Readonly<Record<string, () => AtlasAuth>> = {
  "a token": () => bearer(TOKEN),
  "a service account": () => serviceAccount({ clientId: CLIENT_ID, clientSecret: CLIENT_SECRET }),
  "an API key": () => apiKey({ publicKey: PUBLIC_KEY, privateKey: PRIVATE_KEY }),
  "a custom scheme": () => ({ authorize: () => `Custom ${TOKEN}` }),
};

/** Credentials of a kind from {@link authKinds}. */
export function createAuth(kind: string): AtlasAuth {
  const create = authKinds[kind];
  if (!create) throw new Error(`there is no ${kind}`);
  return create();
}

// The limit of an attempt, for faults that run into it.
const LIMIT_MS = 250;

const LIMIT_BYTES = 1_000_000;

const warnings = jest.spyOn(process, "emitWarning");

/** Runs a fault, and checks its result and that it leaves nothing behind. */
export async function runFault(
  server: FaultServer,
  fault: Pick<Fault, "script">,
  expected: Expected,
  { auth, method }: { auth: AtlasAuth; method: "POST" | "GET" },
): Promise<void> {
  const events: unknown[] = [];
  warnings.mockClear();
  const note = (event: unknown) => void events.push(event);
  const options: Partial<AtlasClientOptions> = {
    auth,
    maxResponseBytes: LIMIT_BYTES,
    onDeprecation: "warn",
    onRequest: note,
    onResponse: note,
    onRetry: note,
  };
  const atlas = clientOf(server.url, options);
  const { signal } = new AbortController();
  const call = (timeoutMs?: number) => {
    const { groupId } = request;
    return method === "GET"
      ? atlas.getCluster({ groupId, clusterName: "shop-dev" }, { signal, timeoutMs })
      : atlas.upgradeSharedClusterToServerless(request, { signal, timeoutMs });
  };

  let outcome: unknown;
  if (expected.error === "AtlasTimeoutError") {
    // The credentials are obtained in advance, so that no other response advances the clock.
    server.play({});
    if (fault.script.api) await call();
    using clock = stopClock();
    clock.passAfterHead(LIMIT_MS);
    server.play({ ...fault.script, stalled: () => void clock.pass(LIMIT_MS) });
    outcome = await failureOf(call(LIMIT_MS));
  } else {
    server.play(fault.script);
    outcome = await failureOf(call());
  }
  const seen = { requests: server.seen.api.length, accepted: server.accepted() };
  const tokens = server.seen.token.length;
  const { error, requests, accepted = method === "POST" ? requests : seen.accepted, ...properties } = expected;
  expect({ error: (outcome as Error | undefined)?.name, ...seen }).toEqual({ error, requests, accepted });
  if (expected.tokens !== undefined) expect(tokens).toBe(expected.tokens);
  const { tokens: _, ...errorProperties } = properties;
  if (error) expect(outcome).toMatchObject(errorProperties);
  if (method === "POST") expect(seen.accepted).toBeLessThanOrEqual(1);

  // Nothing is left behind: the same client works at once, with one request, and the signal has no listener.
  await server.idle();
  server.play({});
  await call();
  expect(server.seen.api).toHaveLength(1);
  expect(getEventListeners(signal, "abort")).toEqual([]);

  const shown = showAll([outcome, events, warnings.mock.calls]);
  expect(server.credentials.secrets().filter((secret) => shown.includes(secret))).toEqual([]);
}

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

// In every way that a value can be logged.
function showAll(values: readonly unknown[]): string {
  const shown = values.flatMap((value) => [
    inspect(value, { showHidden: true, depth: 20, maxStringLength: null, maxArrayLength: null, getters: true }),
    JSON.stringify(value),
    String(value),
    ...causesOf(value).flatMap((cause) => [cause.stack, cause.message, String(cause)]),
  ]);
  return shown.join("\n");
}

function causesOf(value: unknown): Error[] {
  const causes: Error[] = [];
  for (let current = value; current instanceof Object && causes.length < 9; current = Reflect.get(current, "cause")) {
    causes.push(current as Error);
  }
  return causes;
}
