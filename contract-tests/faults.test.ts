import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { answerFaults } from "./support/faults/answer-faults.js";
import { connectionFaults } from "./support/faults/connection-faults.js";
import type { Fault } from "./support/faults/fault.js";
import { type FaultServer, startFaultServer } from "./support/faults/fault-server.js";
import { retryFaults } from "./support/faults/retry-faults.js";
import { authKinds, createAuth, runFault } from "./support/faults/run-fault.js";

const faults = [...connectionFaults, ...answerFaults, ...retryFaults];
// Those that run into a limit of time wait for most of theirs: they run while the others do, one after the other for each
// way to authenticate, on a server of their own.
const isSlow = ({ post }: Fault) => post.error === "AtlasTimeoutError";
const startSlow: (() => Promise<void>)[] = [];
const running: Promise<unknown>[] = [];
const servers: FaultServer[] = [];
let server: FaultServer;
beforeAll(async () => {
  server = await start();
  await Promise.all(startSlow.map((startAll) => startAll()));
});
// Here and not in each group, which Jest may leave out, for a name that was asked for.
afterAll(async () => {
  await Promise.all(running);
  await Promise.all(servers.map((one) => one[Symbol.asyncDispose]()));
});

async function start(): Promise<FaultServer> {
  const started = await startFaultServer();
  servers.push(started);
  return started;
}

test("the faults are many, and each has a name of its own", () => {
  expect(faults.length).toBeGreaterThanOrEqual(60);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});

describe.each(Object.keys(authKinds))("POST with %s", (kind) => {
  testAll((fault, at) => runFault(at, fault, fault.post, { auth: createAuth(kind), method: "POST" }));
});

describe("GET", () => {
  testAll((fault, at) => runFault(at, fault, fault.get ?? fault.post, { auth: createAuth("a token"), method: "GET" }));
});

function testAll(run: (fault: Fault, at: FaultServer) => Promise<void>): void {
  const slow = faults.filter(isSlow);
  const outcomes = new Map<Fault, Promise<unknown>>();
  startSlow.push(async () => {
    const at = await start();
    let before: Promise<unknown> = Promise.resolve();
    for (const fault of slow) {
      const outcome = before
        .then(() => run(fault, at))
        .then(
          () => undefined,
          (error: unknown) => error,
        );
      outcomes.set(fault, outcome);
      running.push(outcome);
      before = outcome;
    }
  });

  test.each([...faults.filter((fault) => !isSlow(fault)), ...slow])("$name", async (fault) => {
    const failure = await (outcomes.get(fault) ?? run(fault, server));
    if (failure) throw failure;
  });
}
