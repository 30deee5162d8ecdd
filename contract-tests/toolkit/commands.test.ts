import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { FAST_START_FLAGS, projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { mockUrl, runScript, scriptFile } from "../support/shared.js";

// A connection without a request: Prism would log a request, and a Prism without its parent would end when it logs.
async function connectTo(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  return socket;
}

/** Waits until nothing listens at a URL: a connection there ends only with the process. */
async function whenDown(url: string): Promise<void> {
  for (;;) {
    const socket = await connectTo(url).catch(() => undefined);
    if (!socket) return;
    socket.resume().on("error", () => {});
    await new Promise((resolve) => socket.once("close", resolve));
  }
}

test("the demo shows the warning, the call, its response and the replacement, and leaves no process running", async () => {
  const { code, stdout, stderr } = await runScript("demo");
  expect(code).toBe(0);
  const warning = stderr.replace(/\s+/g, " ");
  expect(warning).toContain(
    "DeprecationWarning: POST /api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless",
  );
  expect(warning.split("Call instead, from M0 to Flex")).toHaveLength(2);
  const deprecated = "> POST /api/atlas/v1.0/groups/32b6…/clusters/tenantUpgradeToServerless\n";
  expect(stdout.split(deprecated)).toHaveLength(2);
  expect(stdout).toContain(
    "< 410 Gone\nAtlasApiError, VERSION_GONE: The operation is deprecated and probably retired.\n",
  );
  expect(stdout).not.toContain("Call instead");
  expect(stdout).toContain("replaced    providerSettings.providerName = FLEX\n");
  expect(stdout).toContain("afterwards  tags = ");
  expect(stdout).toMatch(
    /\n> POST \/api\/atlas\/v2\/groups\/32b6…\/clusters\/tenantUpgrade\n> content-type: application\/vnd\.atlas\.2023-01-01\+json\n> \{.*\n< 200 OK\n/,
  );
  expect(stdout).toMatch(
    /\n {1,2}\d+:\d\d The cluster is FLEX now, [\s\S]*> PATCH \/api\/atlas\/v2\/groups\/32b6…\/flexClusters\/shop-dev\n[\s\S]*\n\d+:\d\d The cluster is FLEX and ready\.\n/,
  );
  expect(stdout).toMatch(
    /\n\d+ emulated minutes \(\d+ s here\), \d+ status checks, 1 upgrade sent\nmongodb\+srv:\/\/shop-dev\S+\nNext: README\.md, Migrate a cluster\n$/,
  );
  // Including npm's own four lines.
  const lines = `${stdout}${stderr}`
    .trimEnd()
    .split("\n")
    .map((line) => Math.ceil(line.length / 80) || 1);
  expect(lines.reduce((sum, count) => sum + count, 4)).toBeLessThanOrEqual(45);
  expect(stdout).not.toContain("demo-token");
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(stdout) ?? [];
  await expect(connectTo(url)).rejects.toThrow("ECONNREFUSED");
});

test.each(["SIGINT", "SIGKILL"] as const)("the mock serves until %s", async (signal) => {
  const child = spawn(process.execPath, [...FAST_START_FLAGS, scriptFile("mock")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
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
  // After a kill, Prism detects by itself that its parent is gone.
  await whenDown(url);
});

test.each([[], ["--stateful"]])("the mock says so if its port is in use: %j", async (...args) => {
  const { port } = new URL(mockUrl());
  expect(await runScript("mock", ...args, "--port", port)).toEqual({
    ...{ code: 2, stdout: "" },
    stderr: `Port ${port} can't be used: address already in use. Pass another --port, or leave it out to use a free one.\n`,
  });
});

const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
const commands = Object.entries<string>(scripts).flatMap(([name, line]) => {
  const [, file] = /scripts\/(\S+)\.ts$/.exec(line) ?? [];
  return file ? [{ name, file }] : [];
});

test("every command explains itself with --help, has a --format unless it streams its output, and rejects an unknown option", async () => {
  // All in one process, each twice.
  const calls = commands.flatMap(({ file }) => ["--help", "--helpp"].map((option) => [scriptFile(file), option]));
  const source = `process.setMaxListeners(99);
    for (const [file, option] of ${JSON.stringify(calls)}) {
      process.argv = ["", "", option];
      process.exitCode = 0;
      await import(file + "?" + option);
      for (const stream of [process.stdout, process.stderr]) stream.write("exit code " + process.exitCode + "\\n\\0");
    }`;
  const { stdout, stderr } = await runNode(["--input-type=module", "--eval", source]);
  const [printed, said] = [stdout.split("\0"), stderr.split("\0")];
  expect(commands.length).toBeGreaterThan(12);
  for (const [index, { name }] of commands.entries()) {
    expect(printed[2 * index]).toMatch(
      new RegExp(`\n\nUsage: npm run ${name}( |\n)[^]*\n\nExample: npm run ${name}( .*)?\nexit code 0\n$`),
    );
    expect([name, printed[2 * index]?.includes("--format text|json|markdown|github")]).toEqual([
      name,
      !["demo", "mock", "test:mutants"].includes(name),
    ]);
    expect(said[2 * index]).toBe("exit code 0\n");
    expect(printed[2 * index + 1]).toBe("exit code 2\n");
    expect(said[2 * index + 1]).toBe(
      `Unknown option '--helpp'. Did you mean --help? ("npm run ${name} -- --help" lists the options)\nexit code 2\n`,
    );
  }
});
