import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readDescribedOperations } from "../../scripts/toolkit/generate/index.js";
import { curlLine, exampleNames, startStatefulMock } from "../../scripts/toolkit/mock/index.js";
import { FAST_START_FLAGS } from "../../scripts/toolkit/support/index.js";
import { bearer, createAtlasClient, upgradeCluster } from "../../src/index.js";
import { authFromEnv } from "../../src/node/index.js";
import { readCurl } from "../support/fixtures.js";
import { mockUrl, scriptFile } from "../support/shared.js";

const SPEED = 2_000;
const groupId = "0123456789abcdef01234567";

let mock: ChildProcess;
let banner = "";
let variables: Record<string, string> = {};

beforeAll(async () => {
  const clusters = ["by-token=M0", "by-account=M0", "by-key=FLEX"].flatMap((cluster) => ["--cluster", cluster]);
  const args = ["--stateful", "--speed", String(SPEED), "--project", groupId, ...clusters];
  mock = spawn(process.execPath, [...FAST_START_FLAGS, scriptFile("mock"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve) => {
    mock.stdout?.on("data", (chunk: Buffer) => {
      banner += chunk.toString();
      // In the banner's last line.
      if (banner.includes("they all work")) resolve();
    });
  });
  variables = Object.fromEntries([...banner.matchAll(/export (\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
});

afterAll(async () => {
  mock.kill("SIGTERM");
  const [code] = (await once(mock, "exit")) as [number | null];
  expect(code).toBe(0);
});

// The client's clock is as fast as the server's.
const start = Date.now();
const now = () => start + (Date.now() - start) * SPEED;
const sleep = (ms: number, signal: AbortSignal) => setTimeout(ms / SPEED, undefined, { signal });

test.each([
  ["a token", "by-token", "FLEX", /^ACCESS_TOKEN$/],
  ["a service account", "by-account", "M10", /CLIENT/],
  ["an API key", "by-key", "M10", /KEY$/],
] as const)("a whole migration over HTTP with %s, as the banner shows", async (_, name, target, kind) => {
  const isUsed = (variable: string) => kind.test(variable) || variable === "MONGODB_ATLAS_BASE_URL";
  const env = Object.fromEntries(Object.entries(variables).filter(([variable]) => isUsed(variable)));
  // Only the environment: a script needs no more than the exports that the banner shows.
  const atlas = createAtlasClient({ auth: authFromEnv(env) });
  // A stall of a second is half an hour here.
  const timeLimitMs = 2_000_000_000;
  const run = upgradeCluster(atlas, { groupId, name, target, acceptSnapshotDeletion: true, timeLimitMs, now, sleep });
  expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { name, stateName: "IDLE" } });
  expect(banner).toContain(`POST /api/atlas/v2/groups/${groupId}/`);
  expect(banner).toContain(" → 200 UPDATING");
});

test("the banner says how long an upgrade takes", () => {
  expect(banner).toContain("\nAn upgrade takes about 1 second here.");
});

test("the banner suggests an upgrade only of a cluster that can be upgraded", async () => {
  const { banner, stop } = await startStatefulMock(
    { port: 0, speed: 1, clusters: ["ledger=M10", "blog=FLEX"], project: groupId },
    () => {},
  );
  await stop();
  expect(banner).toContain("\nnpx atlas-tenant-upgrade status ledger\n");
  expect(banner.match(/^npx atlas-tenant-upgrade upgrade .*$/gm)).toEqual([
    "npx atlas-tenant-upgrade upgrade blog --tier M10",
  ]);
});

test("wrong credentials of each kind are rejected", async () => {
  const wrong = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, `${value}x`]));
  for (const kind of [/^ACCESS_TOKEN$/, /CLIENT/, /KEY$/]) {
    const env = Object.fromEntries(Object.entries(wrong).filter(([name]) => kind.test(name)));
    const atlas = createAtlasClient({ auth: authFromEnv(env), baseUrl: variables.MONGODB_ATLAS_BASE_URL });
    await expect(atlas.getCluster({ groupId, clusterName: "by-token" })).rejects.toMatchObject({ status: 401 });
  }
});

describe("each printed curl command works", () => {
  const send = (line: string, more: Record<string, string> = {}) => {
    const { method, url, headers, data } = readCurl(line, "");
    return fetch(url, { method, headers: { ...headers, ...more }, ...(data && { body: data }) });
  };

  test("of the mock with state, one after the other, after the package has upgraded its cluster", async () => {
    const project = "fedcba9876543210fedcba98";
    const served = await startStatefulMock({ port: 0, speed: SPEED, clusters: [], project }, () => {});
    const printed = (pattern: RegExp) => pattern.exec(served.banner)?.[1] ?? "";
    const [token, baseUrl] = [printed(/ACCESS_TOKEN=(\S+)/), printed(/BASE_URL=(\S+)/)];
    const atlas = createAtlasClient({ auth: bearer(token), baseUrl });
    const name = printed(/upgrade (\S+) --tier FLEX/);
    await upgradeCluster(atlas, { groupId: project, name, target: "FLEX", now, sleep }).result;
    const byDigest = await fetch(printed(/^curl --digest .* '(.*)'$/m), {
      headers: { Authorization: `Bearer ${token}`, Accept: printed(/^curl --digest .*'Accept: (.*?)'/m) },
    });
    expect(byDigest.status).toBe(200);
    const lines = served.banner.match(/^curl --request (?:.*\\\n)*.*$/gm) ?? [];
    const statuses: Record<string, number> = {};
    for (const line of lines) statuses[readCurl(line, "").url.pathname] = (await send(line)).status;
    await served.stop();
    expect(Object.keys(statuses).every((path) => path.includes(project))).toBe(true);
    const [deprecated = ""] = Object.keys(statuses).filter((path) => path.includes("/v1.0/"));
    expect(statuses).toEqual({
      ...Object.fromEntries(Object.keys(statuses).map((path) => [path, 200])),
      [deprecated]: 410,
    });
    expect(lines).toHaveLength(readDescribedOperations().filter(({ descriptor }) => descriptor.cluster).length);
  });

  test("of the plain mock, with each named example", async () => {
    const names = Object.fromEntries(exampleNames().map((line) => line.trim().split(/ {2,}/)));
    for (const operation of readDescribedOperations()) {
      const line = curlLine(mockUrl(), operation);
      expect([operation.descriptor.operationId, (await send(line)).status]).toEqual([
        operation.descriptor.operationId,
        200,
      ]);
      expect((await send(line, { Prefer: "code=409" })).status).toBe(409);
      for (const example of String(names[operation.descriptor.operationId]).split(", ")) {
        const { status } = await send(line, { Prefer: `example=${example}` });
        expect([example, status]).toEqual([example, 200]);
      }
    }
  });
});
