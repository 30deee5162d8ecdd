import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SHORT_LIVED } from "../../scripts/toolkit/support/index.js";
import { createAtlasClient, upgradeCluster } from "../../src/index.js";
import { authFromEnv } from "../../src/node/index.js";
import { runScript, scriptFile } from "../support/shared.js";

const SPEED = 2_000;
const groupId = "0123456789abcdef01234567";

let mock: ChildProcess;
let banner = "";
let variables: Record<string, string> = {};

beforeAll(async () => {
  const clusters = ["by-token=M0", "by-account=M0", "by-key=FLEX"].flatMap((cluster) => ["--cluster", cluster]);
  const args = ["--stateful", "--speed", String(SPEED), "--project", groupId, ...clusters];
  mock = spawn(process.execPath, [...SHORT_LIVED, scriptFile("mock"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve) => {
    mock.stdout?.on("data", (chunk: Buffer) => {
      banner += chunk.toString();
      if (banner.includes("--request PATCH")) resolve();
    });
  });
  variables = Object.fromEntries([...banner.matchAll(/export (\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
});

afterAll(async () => {
  mock.kill("SIGTERM");
  const [code] = (await once(mock, "exit")) as [number | null];
  expect(code).toBe(0);
});

// The client's time goes as fast as the server's.
const start = Date.now();
const now = () => start + (Date.now() - start) * SPEED;
const sleep = (ms: number, signal: AbortSignal) => setTimeout(ms / SPEED, undefined, { signal });

test.each([
  ["a token", "by-token", "FLEX", /^ACCESS_TOKEN$/],
  ["a service account", "by-account", "M10", /CLIENT/],
  ["an API key", "by-key", "M10", /KEY$/],
] as const)("a whole migration over HTTP with %s, as the banner says", async (_, name, target, kind) => {
  const isUsed = (variable: string) => kind.test(variable) || variable === "MONGODB_ATLAS_BASE_URL";
  const env = Object.fromEntries(Object.entries(variables).filter(([variable]) => isUsed(variable)));
  // Nothing but the environment: what the banner says to export is all that a script needs.
  const atlas = createAtlasClient({ auth: authFromEnv(env) });
  const run = upgradeCluster(atlas, { groupId, name, target, acceptSnapshotDeletion: true, now, sleep });
  expect(await run.result).toMatchObject({ outcome: "upgraded", cluster: { name, stateName: "IDLE" } });
  expect(banner).toContain(`POST /api/atlas/v2/groups/${groupId}/`);
  expect(banner).toContain(" → 200 UPDATING");
});

test("wrong credentials of each kind are refused", async () => {
  const wrong = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, `${value}x`]));
  for (const kind of [/^ACCESS_TOKEN$/, /CLIENT/, /KEY$/]) {
    const env = Object.fromEntries(Object.entries(wrong).filter(([name]) => kind.test(name)));
    const atlas = createAtlasClient({ auth: authFromEnv(env), baseUrl: variables.MONGODB_ATLAS_BASE_URL });
    await expect(atlas.getCluster({ groupId, clusterName: "by-token" })).rejects.toMatchObject({ status: 401 });
  }
});

test.each([
  [["--speed", "60"], "need --stateful"],
  [["--stateful", "--speed", "0"], "--speed must be a number above 0"],
  [["--stateful", "--project", "shop"], "--project must be 24"],
  [["--stateful", "--cluster", "shop-dev=M5"], 'not "shop-dev=M5"'],
])("%j is refused", async (args, words) => {
  const { code, stderr } = await runScript("mock", ...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(words) });
});
