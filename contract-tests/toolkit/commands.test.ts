import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot, runNode, SHORT_LIVED } from "../../scripts/toolkit/support/index.js";
import { runScript, scriptFile } from "../support/shared.js";

// A connection and no request: one that Prism answered would make it log, and a Prism left alone would end by that.
async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  return socket;
}

/** Waits until nobody listens at an address: a connection there ends with the process, and not before. */
async function whenDown(url: string): Promise<void> {
  for (;;) {
    const socket = await connectTo(url).catch(() => undefined);
    if (!socket) return;
    socket.resume().on("error", () => {});
    await new Promise((resolve) => socket.once("close", resolve));
  }
}

test("the demo shows the warning, the call, its answer, an error and the whole way on, and leaves nothing running", async () => {
  const { code, stdout, stderr } = await runNode(["--import", "tsx", join(projectRoot, "scripts", "demo.ts")]);
  expect(code).toBe(0);
  expect(stderr).toContain("DeprecationWarning: POST /api/atlas/v1.0/groups/{groupId}/clusters");
  expect(stderr.split("DeprecationWarning: ")).toHaveLength(2);
  const groups = "groups/32b6e34b3d91647abb20e7b8";
  expect(stdout).toContain(`> POST /api/atlas/v1.0/${groups}/clusters/tenantUpgradeToServerless\n`);
  expect(stdout).toContain("< 200 OK\n   shop-dev is UPDATING in US_EAST_1");
  expect(stdout).toContain("< 410 Gone\n   AtlasApiError: VERSION_GONE\n   The operation is deprecated");
  expect(stdout).toContain("│ 'afterwards' │ 'tags'");
  expect(stdout).toContain(`> POST /api/atlas/v2/${groups}/clusters/tenantUpgrade\n`);
  expect(stdout).toMatch(
    / {3}\d+:\d\d accepted: [\s\S]* swapped: [\s\S]* reachable: [\s\S]* settled: The cluster is FLEX and ready\./,
  );
  expect(stdout).toContain(`> PATCH /api/atlas/v2/${groups}/flexClusters/shop-dev\n`);
  expect(stdout).toContain("status checks and 1 upgrade sent\n");
  expect(stdout).toMatch(/set afterwards: \{"tags":.*\}\n {3}mongodb\+srv:\/\/shop-dev\S+\n/);
  expect(stdout).not.toContain("demo-token");
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout) ?? [];
  await expect(connectTo(url)).rejects.toThrow("ECONNREFUSED");
});

test.each(["SIGINT", "SIGKILL"] as const)("the mock serves until %s", async (signal) => {
  const child = spawn(process.execPath, [...SHORT_LIVED, scriptFile("mock")], { stdio: ["ignore", "pipe", "inherit"] });
  let stdout = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes("Prefer")) resolve();
    });
  });
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout) ?? [];
  expect(stdout).toContain(`curl --request POST '${url}/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8`);
  (await connectTo(url)).destroy();
  child.kill(signal);
  const [code] = (await once(child, "exit")) as [number | null];
  expect(code).toBe(signal === "SIGKILL" ? null : 0);
  // After a kill, Prism notices by itself that it is alone.
  await whenDown(url);
});

const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
const commands = Object.entries<string>(scripts).flatMap(([name, line]) => {
  const [, file] = /scripts\/(\S+)\.ts$/.exec(line) ?? [];
  return file ? [{ name, file }] : [];
});

test.each(commands)("$name says what it is for with --help, and refuses an unknown option", async ({ name, file }) => {
  const [help, refused] = await Promise.all([runScript(file, "--help"), runScript(file, "--helpp")]);
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain(`\nUsage: npm run ${name}`);
  expect(help.stdout).toContain(`\nExample: npm run ${name}`);
  expect(refused).toEqual({
    code: 2,
    stdout: "",
    stderr: `Unknown option '--helpp' ("npm run ${name} -- --help" says what there is)\n`,
  });
});

test("the mock refuses a port that is none", async () => {
  const { code, stderr } = await runScript("mock", "--port", "http");
  expect(code).toBe(2);
  expect(stderr).toBe('--port must be a whole number, from 0 to 65535, not "http"\n');
});
