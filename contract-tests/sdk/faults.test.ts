import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { connectionFaults } from "../support/faults/connection-faults.js";
import { type FaultServer, startFaultServer } from "../support/faults/fault-server.js";
import { responseFaults } from "../support/faults/response-faults.js";
import { retryFaults } from "../support/faults/retry-faults.js";
import { createAuth, runFault } from "../support/faults/run-fault.js";

// Faults that don't depend on the credentials. A connection fault or a retry also affects requesting them again.
const sendingFaults = [...connectionFaults, ...retryFaults];
const faults = [...sendingFaults, ...responseFaults];
let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
});

test("there are many faults, and each has a unique name", () => {
  expect(faults.length).toBeGreaterThanOrEqual(60);
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length);
});

describe.each(["a service account", "an API key"])("POST with %s", (kind) => {
  test.each(sendingFaults)("$name", async (fault) => {
    await runFault(server, fault, fault.post, { auth: createAuth(kind), method: "POST" });
  });
});

describe("POST", () => {
  test.each(faults)("$name", async (fault) => {
    await runFault(server, fault, fault.post, { auth: createAuth("a token"), method: "POST" });
  });
});

describe("GET", () => {
  test.each(faults)("$name", async (fault) => {
    await runFault(server, fault, fault.get ?? fault.post, { auth: createAuth("a token"), method: "GET" });
  });
});
