import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { FAST_START_FLAGS, type Finished, projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
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

// The first without Prism, the second with it.
test.each([
  ["SIGINT", ["--stateful"], "they all work"],
  ["SIGKILL", [], "Prefer"],
] as const)("the mock serves until %s: %j", async (signal, args, end) => {
  const child = spawn(process.execPath, [...FAST_START_FLAGS, scriptFile("mock"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let stdout = "";
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.includes(end)) resolve();
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

/** Calls commands one after the other, in one process, since a process for each would take most of the time. */
async function runAll(calls: readonly (readonly [script: string, ...args: string[]])[]): Promise<Finished[]> {
  const files = calls.map(([script, ...args]) => [scriptFile(script), ...args]);
  const source = `process.setMaxListeners(99);
    for (const [index, [file, ...args]] of ${JSON.stringify(files)}.entries()) {
      process.argv = ["", "", ...args];
      process.exitCode = 0;
      await import(file + "?" + index);
      for (const stream of [process.stdout, process.stderr]) stream.write("\\0" + process.exitCode + "\\0");
    }`;
  const { stdout, stderr } = await runNode(["--input-type=module", "--eval", source]);
  const [printed, said] = [stdout.split("\0"), stderr.split("\0")];
  return calls.map((_, index) => ({
    code: Number(printed[2 * index + 1]),
    stdout: String(printed[2 * index]),
    stderr: String(said[2 * index]),
  }));
}

test("what a command can't do is rejected in a sentence", async () => {
  const { port } = new URL(mockUrl());
  const inUse = `Port ${port} can't be used: address already in use. Pass another --port, or leave it out to use a free one.\n`;
  const library = join(projectRoot, "contract-tests", "fixtures", "foreign.yaml");
  const rejected: [call: [script: string, ...args: string[]], sentence: string][] = [
    [["mock", "--port", port], inUse],
    [["mock", "--stateful", "--port", port], inUse],
    [["mock", "--speed", "60"], "--speed, --cluster and --project need --stateful\n"],
    [["mock", "--stateful", "--speed", "0"], '--speed must be a number above 0, not "0"\n'],
    [["mock", "--stateful", "--project", "shop"], '--project must be 24 lower-case hexadecimal digits, not "shop"\n'],
    [["mock", "--stateful", "--cluster", "shop-dev=M5"], 'not "M5"'],
    [
      ["spec-gate", "--description", library, "--steps", "generated"],
      "Only the description of this project has generated files to check\n",
    ],
    // With the list of --help.
    [["prove", "wrong"], `Name one proof (${proofs.replaceAll("|", ", ")}), not "wrong"\n`],
  ];
  const finished = await runAll(rejected.map(([call]) => call));
  expect(finished).toEqual(
    rejected.map(([, sentence]) => ({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) })),
  );
});

// The names in the help.
const [, proofs = ""] =
  /\[(changes\|.*)\|all\]/.exec(readFileSync(join(projectRoot, "scripts", "prove.ts"), "utf8")) ?? [];
const { scripts } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));
const commands = Object.entries<string>(scripts).flatMap(([name, line]) => {
  const [, file] = /scripts\/(\S+)\.ts$/.exec(line) ?? [];
  return file ? [{ name, file }] : [];
});

test("every command explains itself with --help, has a --format unless it streams its output, and rejects an unknown option", async () => {
  const finished = await runAll(
    commands.flatMap(({ file }) => [[file, "--help"] as const, [file, "--helpp"] as const]),
  );
  expect(commands.length).toBeGreaterThan(12);
  for (const [index, { name }] of commands.entries()) {
    const [help, unknown] = finished.slice(2 * index);
    expect(help).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`\n\nUsage: npm run ${name}( |\n)[^]*\n\nExample: npm run ${name}( .*)?\n$`),
      ),
      stderr: "",
    });
    expect([name, help?.stdout.includes("--format text|json|markdown|github")]).toEqual([
      name,
      !["demo", "mock", "test:mutants"].includes(name),
    ]);
    expect(unknown).toEqual({
      code: 2,
      stdout: "",
      stderr: `Unknown option '--helpp'. Did you mean --help? ("npm run ${name} -- --help" lists the options)\n`,
    });
  }
});
