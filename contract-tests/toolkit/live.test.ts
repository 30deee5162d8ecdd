import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "@jest/globals";
import { readDescription } from "../../scripts/toolkit/generate/index.js";
import {
  assertHarmless,
  IMPOSSIBLE_ID,
  type LiveOptions,
  type LiveReport,
  runLive,
  toHar,
} from "../../scripts/toolkit/live/index.js";
import { FAST_START_FLAGS } from "../../scripts/toolkit/support/index.js";
import { operationDescriptors } from "../../src/index.js";
import { GROUP, startAtlas } from "../support/atlas-server.js";
import { brokenAtlases } from "../support/broken-atlas.js";
import { TOKEN } from "../support/failure.js";
import { createAuth } from "../support/faults/run-fault.js";
import { contractJudge } from "../support/judge.js";
import { scriptFile } from "../support/shared.js";

const description = { ...readDescription() };
// This one operation gets every kind of probe.
const { path } = operationDescriptors.upgradeSharedClusterToServerless;
const oneOperation = { ...description, paths: { [path]: Reflect.get(description.paths ?? {}, path) } };
const upgradeRequest = {
  operationId: "upgradeSharedClusterToServerless",
  groupId: GROUP,
  body: { name: "shop-dev", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
};

const clusterBody = {
  name: "shop-dev",
  providerSettings: {
    providerName: "FLEX",
    instanceSizeName: "FLEX",
    backingProviderName: "AWS",
    regionName: "US_EAST_1",
  },
};

async function run(baseUrl: string, more: Partial<LiveOptions> = {}): Promise<LiveReport & { printed: string }> {
  const lines: string[] = [];
  const auth = createAuth("a token");
  const report = await runLive({
    description: oneOperation,
    baseUrl,
    auth,
    print: (line) => lines.push(line),
    ...more,
  });
  return { ...report, printed: lines.join("\n") };
}

describe("a server that behaves like Atlas", () => {
  test.each([
    ["a service account", description],
    ["a token", oneOperation],
    ["an API key", oneOperation],
  ])("passes and is not changed, and %s is not shown", async (kind, asked) => {
    await using server = await startAtlas();
    const { problems, printed, exchanges, redact } = await run(server.url, {
      description: asked,
      auth: createAuth(kind),
    });
    expect(problems).toEqual([]);
    expect(exchanges.length).toBeGreaterThanOrEqual(
      4 * (asked === description ? contractJudge.contract.operations.length : 1),
    );
    expect(server.changes).toEqual([]);
    const shown = printed + JSON.stringify(toHar({ exchanges, redact }));
    expect(server.secrets().filter((secret) => shown.includes(secret))).toEqual([]);
    // The archive has everything except the secrets.
    expect(exchanges).toHaveLength(server.requests.length);
  });
});

describe("a server that", () => {
  test.each(brokenAtlases)("$name is detected", async ({ twist, probe, also, words }) => {
    await using server = await startAtlas(twist);
    const { problems } = await run(server.url);
    expect(problems.filter(({ name, message }) => name === probe && message.includes(words))).not.toEqual([]);
    // Only that probe detects it: the server is broken in one way.
    expect(problems.filter(({ name }) => name !== probe && name !== also)).toEqual([]);
  });
});

test("even a server that accepts everything would not change anything", async () => {
  await using server = await startAtlas((_planned, _stage, _request, accept) => accept());
  const { problems, sent } = await run(server.url, { description });
  expect(problems.length).toBeGreaterThan(20);
  expect(server.requests).toHaveLength(sent);
  for (const { method, url, headers, text } of server.requests) {
    expect(url).toContain(`/groups/${IMPOSSIBLE_ID}/`);
    if (method !== "GET") expect(text).toBe("[]");
    // With valid credentials, only probes of clusters that can't exist are sent.
    if (headers.get("Authorization") === `Bearer ${TOKEN}`) expect(url).not.toContain(GROUP);
  }
});

test("the last check before sending rejects a probe with only one safeguard", () => {
  const url = (group: string) => `http://127.0.0.1/api/atlas/v2/groups/${group}/clusters/tenantUpgrade`;
  const real = { Authorization: `Bearer ${TOKEN}` };
  const valid = JSON.stringify(clusterBody);
  const rejected: [string, RequestInit][] = [
    [url(GROUP), { method: "POST", headers: real, body: "[]" }],
    [url(IMPOSSIBLE_ID), { method: "POST", headers: real, body: valid }],
    [url(GROUP), { method: "DELETE" }],
    [url(GROUP), { method: "GET", headers: real }],
  ];
  for (const [target, init] of rejected)
    expect(() => assertHarmless(target, init, contractJudge)).toThrow("is not sent");
  expect(() => assertHarmless(url(GROUP), { method: "POST", body: "[]" }, contractJudge)).not.toThrow();
});

test("a probe that only its method prevents from changing anything is left out, and listed", async () => {
  await using server = await startAtlas();
  const responses = { 200: { description: "The groups" }, 401: { description: "Who?" } };
  const paths = { "/api/atlas/v2/groups": { get: { security: [{ Token: [] }], responses } } };
  const components = { securitySchemes: { Token: { type: "http", scheme: "bearer" } } };
  const { sent, skips, printed } = await run(server.url, { description: { openapi: "3.0.3", paths, components } });
  expect(skips.map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
    "a wrong method: every method but GET could change something",
    "a group that doesn't exist: GET /api/atlas/v2/groups is not sent: only a method that only reads prevents a change",
  ]);
  expect([sent, server.requests.map(({ headers }) => headers.get("Authorization"))]).toEqual([
    2,
    [null, "Bearer contract-live-no-such-token"],
  ]);
  expect(printed).toContain("2 requests sent, 2 responses not as described, 2 requests left out");
});

describe("an upgrade", () => {
  const typed = (name: string) => ({ request: upgradeRequest, ask: async () => name });

  test("is sent once, after the cluster's name was typed", async () => {
    await using server = await startAtlas();
    const { problems, upgrade, printed } = await run(server.url, { upgrade: typed("shop-dev") });
    expect({ problems, upgrade }).toEqual({ problems: [], upgrade: "sent" });
    expect(server.changes.map(({ text }) => JSON.parse(text))).toEqual([upgradeRequest.body]);
    expect(printed).toContain("the cluster shop-dev in the group");
    expect(printed).toContain("has been deprecated since");
  });

  test.each(["shop-dev ", ""])("is not sent for %j", async (name) => {
    await using server = await startAtlas();
    const { upgrade } = await run(server.url, { upgrade: typed(name) });
    expect({ upgrade, changes: server.changes }).toEqual({ upgrade: "unconfirmed", changes: [] });
  });

  test("is not sent, without a prompt, to a server that breaks the contract", async () => {
    const twist = brokenAtlases.find(({ name }) => name.startsWith("leaves the error code"))?.twist;
    await using server = await startAtlas(twist);
    const ask = async () => expect("asked").toBe("not asked");
    const { upgrade } = await run(server.url, { upgrade: { request: upgradeRequest, ask: ask as never } });
    expect({ upgrade, changes: server.changes }).toEqual({ upgrade: "withheld", changes: [] });
  });

  test("is reported if its response breaks the description", async () => {
    await using server = await startAtlas((planned, stage) =>
      stage === "done" ? { ...planned, body: { name: "shop-dev", stateName: "SLEEPING" } } : planned,
    );
    const { upgrade, problems } = await run(server.url, { upgrade: typed("shop-dev") });
    expect(upgrade).toBe("sent");
    expect(problems.map(({ message }) => message).join()).toContain("response.body.stateName");
  });

  test.each<[object, string]>([
    [{ groupId: "../x" }, "must match pattern"],
    [{ operationId: "getCluster" }, "--operation must be one of upgradeSharedClusterToServerless"],
    [{ body: { ...upgradeRequest.body, name: undefined } }, "has no name"],
    [{ body: { name: "shop-dev" } }, "providerSettings"],
  ])("%j is rejected before anything is sent", async (change, words) => {
    await using server = await startAtlas();
    const upgrade = { request: { ...upgradeRequest, ...change }, ask: async () => "shop-dev" };
    await expect(run(server.url, { upgrade })).rejects.toThrow(words);
    expect(server.requests).toEqual([]);
  });
});

test.each([
  ["http://atlas.example", "must be https"],
  ["https://user:secret@atlas.example", "user or a password"],
  ["http://127.0.0.1:9", "ECONNREFUSED|bad port"],
])("%s is rejected as a base URL", async (baseUrl, words) => {
  await expect(run(baseUrl)).rejects.toThrow(new RegExp(words));
});

describe("the command", () => {
  test("prompts for the cluster's name, and stores the exchanges without credentials", async () => {
    await using server = await startAtlas();
    const folder = await mkdtemp(join(tmpdir(), "atlas-live-"));
    const [har, body] = [join(folder, "live.har"), join(folder, "body.json")];
    await writeFile(body, JSON.stringify(upgradeRequest.body));
    const upgrade = ["--allow-upgrade", "--group", GROUP, "--body", body];
    const child = spawn(
      process.execPath,
      [...FAST_START_FLAGS, scriptFile("contract-live"), "--base-url", server.url, "--har", har, ...upgrade],
      { env: { PATH: process.env.PATH, ACCESS_TOKEN: TOKEN }, stdio: ["pipe", "pipe", "inherit"] },
    );
    child.stdin.end("shop-dev\n");
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
    const archive = await readFile(har, "utf8");
    await rm(folder, { recursive: true });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^\d+ requests sent, 0 responses not as described, \d+ requests left out; the upgrade: sent$/m,
    );
    expect(server.changes).toHaveLength(1);
    expect(JSON.parse(archive).log.entries).toHaveLength(server.requests.length);
    expect(stdout + archive).not.toContain(TOKEN);
    expect(archive).toContain("Bearer ***");
  });
});
