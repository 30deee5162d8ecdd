import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Served, serveFetch } from "../../scripts/toolkit/mock/index.js";
import { FAST_START_FLAGS, projectRoot } from "../../scripts/toolkit/support/index.js";
import { createAtlasEmulator } from "../../src/testing/index.js";
import { PROJECT, temporaryFolder } from "../support/cli.js";
import { emulationFaults, hash } from "../support/emulated.js";
import { inTerminal, pseudoTerminal } from "../support/pseudo-terminal.js";
import { scriptFile } from "../support/shared.js";

// Advanced by the waits of the commands alone, so that no step is missed on a slow machine.
let ms = Date.UTC(2026, 10, 24, 9);
/** Whether the next wait lasts until the command is ended. */
let lastsForever = () => false;
const ACCOUNT = { clientId: "mdb_sa_id_1234567890abcdef12345678", clientSecret: "mdb_sa_sk_of-the-test" };
const KEY = { publicKey: "abcdefgh", privateKey: "01234567-of-the-test" };
const NAMES = ["pipe", "terminal", "declined", "interrupted", "killed", "read-along"];
const TAGS = [{ key: "team", value: "storefront" }];

const emulator = createAtlasEmulator({
  clusters: NAMES.map((name) => ({ name, tier: "M0", tags: TAGS })),
  now: () => ms,
  credentials: { serviceAccounts: [ACCOUNT], apiKeys: [KEY], hash },
});
let served: Served;
beforeAll(async () => {
  served = await serveFetch(async (url, init) => {
    if (!String(url).endsWith("/wait")) return emulator.fetch(url, init);
    if (lastsForever()) await new Promise<never>(() => {});
    ms += Number(init.body);
    return new Response();
  });
});
afterAll(async () => {
  await served.close();
  expect(emulationFaults(emulator)).toEqual([]);
});

const BY_ACCOUNT = {
  MONGODB_ATLAS_CLIENT_ID: ACCOUNT.clientId,
  MONGODB_ATLAS_CLIENT_SECRET: ACCOUNT.clientSecret,
};
const environment = (credentials: Record<string, string> = BY_ACCOUNT) => ({
  PATH: process.env.PATH ?? "",
  HOME: temporaryFolder(),
  MONGODB_ATLAS_BASE_URL: served.url,
  MONGODB_ATLAS_PROJECT_ID: PROJECT,
  ...credentials,
});
const command = (...args: string[]) => [
  process.execPath,
  ...FAST_START_FLAGS,
  join(projectRoot, "contract-tests", "fixtures", "cli-child.mjs"),
  join(scriptFile("."), "..", "..", "src", "cli"),
  String(ms),
  ...args,
];
const accepted = (name: string) => emulator.clusters().find((cluster) => cluster.name === name)?.accepted;

/** Starts the command line with pipes; `onOutput` is called with its output so far. */
function start(args: string[], folder: string, env = environment()) {
  const [program = "", ...rest] = command(...args);
  const child = spawn(program, rest, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
    });
  }
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal, ...written }));
  return { child, ended };
}

/** Waits until standard error has some output. */
async function shows(child: ReturnType<typeof start>["child"], text: string): Promise<void> {
  let seen = "";
  for await (const chunk of child.stderr.iterator({ destroyOnReturn: false })) {
    seen += chunk;
    if (seen.includes(text)) return;
  }
  throw new Error(`it never showed ${text}:\n${seen}`);
}

describe("with pipes", () => {
  test("a service account upgrades a cluster, and its token is revoked at the end", async () => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await start(["upgrade", "pipe", "--yes", "-o", "json"], folder).ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "upgraded", applied: { request: { body: { tags: TAGS } } } });
    expect(stderr).toContain("  pipe  settled  ");
    expect(stderr).not.toContain("\x1b");
    expect(stdout + stderr).not.toContain("of-the-test");
    expect(emulator.requests.map(({ operation }) => operation)).toContain("revoke");
    expect(accepted("pipe")).toBe(1);
  });

  // The same in-process with an access token: cli.test.ts and others.
  test("the status works with an API key", async () => {
    const credentials = { MONGODB_ATLAS_PUBLIC_API_KEY: KEY.publicKey, MONGODB_ATLAS_PRIVATE_API_KEY: KEY.privateKey };
    const { code, stdout } = await start(["status", "declined"], temporaryFolder(), environment(credentials)).ended;
    expect(code).toBe(0);
    expect(stdout).toContain("connectionStrings  mongodb+srv://declined");
  });

  test("an upgrade killed by SIGKILL is resumed from the stored token, and sent once", async () => {
    const folder = temporaryFolder();
    lastsForever = () => accepted("killed") === 1;
    const { child, ended } = start(["upgrade", "killed", "--yes"], folder);
    await shows(child, "accepted");
    child.kill("SIGKILL");
    expect(await ended).toMatchObject({ signal: "SIGKILL" });
    lastsForever = () => false;
    const resumed = await start(["watch", "--resume", "atlas-upgrade-killed.json"], folder).ended;
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining("killed was upgraded to FLEX") });
    expect(accepted("killed")).toBe(1);
  });

  test("the reader of the output may stop reading", async () => {
    const folder = temporaryFolder();
    const { child, ended } = start(["watch", "read-along", "--tier", "FLEX", "--json"], folder);
    child.stdout.once("data", () => child.stdout.destroy());
    expect(await ended).toMatchObject({ code: 141, stderr: expect.not.stringContaining("atlas-tenant-upgrade") });
  });
});

const inPseudoTerminal = pseudoTerminal ? describe : describe.skip;
if (!pseudoTerminal) console.warn("No pseudo-terminal: there is neither util-linux's script nor python3");

inPseudoTerminal("in a terminal", () => {
  test("an upgrade shows the plan, a question, one live line and the result", async () => {
    const { code, screen } = await inTerminal(command("upgrade", "terminal", "--tier", "M10"), {
      columns: 60,
      folder: temporaryFolder(),
      env: environment(),
      typed: [["to continue: ", "terminal\r"]],
    });
    expect(code).toBe(0);
    const [plan = "", after = ""] = screen.split("to continue: ");
    expect(plan).toContain("The cluster's current backup snapshots are deleted for\r\n  good.");
    const frames = after.split("\r\x1b[K").slice(1);
    expect(frames.some((frame) => /swapped.* {2}\d+:\d\d {2}UPDATING on M10$/.test(frame))).toBe(true);
    // An Atlas on this machine may be faster than the recorded ones.
    expect(after).not.toContain("of about");
    expect(frames.at(-1)).toMatch(
      /^terminal was upgraded to M10 in \d+:\d\d\.\r\n[\s\S]*\r\nmongodb\+srv:\/\/terminal\S+\r\n$/,
    );
    expect(accepted("terminal")).toBe(1);
  });

  test("input typed before the question does not count as the reply, nor does no as yes", async () => {
    const { code, screen } = await inTerminal(command("upgrade", "declined"), {
      columns: 80,
      folder: temporaryFolder(),
      env: environment(),
      typed: [
        ["", "yes\r"],
        ["to continue: ", "no\r"],
      ],
    });
    expect([code, screen.split("to continue: ")[1]?.includes("Declined")]).toEqual([3, true]);
    expect(accepted("declined")).toBe(0);
  });

  test.each([
    ["the end of the input", "\x04", 3],
    ["Ctrl-C", "\x03", 130],
  ])("%s does not count as yes", async (_, keys, expected) => {
    const { code } = await inTerminal(command("upgrade", "declined"), {
      columns: 80,
      folder: temporaryFolder(),
      env: environment(),
      typed: [["to continue: ", keys]],
    });
    expect(code).toBe(expected);
    expect(accepted("declined")).toBe(0);
  });

  test("Ctrl-C stops the wait but not the upgrade, and the printed command resumes it", async () => {
    const folder = temporaryFolder();
    const env = environment();
    lastsForever = () =>
      emulator.requests.some(
        ({ url, response }) => url.endsWith("/flexClusters/interrupted") && response?.status === 200,
      );
    const { code, screen } = await inTerminal(command("upgrade", "interrupted", "--yes"), {
      columns: 80,
      folder,
      env,
      typed: [["swapped", "\x03"]],
    });
    lastsForever = () => false;
    expect(code).toBe(130);
    const [, line = ""] = /\r\n {2}npx atlas-tenant-upgrade (.*)\r\n$/.exec(screen) ?? [];
    expect(line).toBe("watch --resume atlas-upgrade-interrupted.json");
    expect(JSON.parse(readFileSync(join(folder, "atlas-upgrade-interrupted.json"), "utf8"))).toMatchObject({
      sent: "yes",
    });
    const resumed = await inTerminal(command(...line.split(" ")), { columns: 80, folder, env, typed: [] });
    expect(resumed.code).toBe(0);
    expect(resumed.screen).toContain("interrupted was upgraded to FLEX");
    expect(resumed.screen).toContain("Set afterwards: tags.");
    expect(accepted("interrupted")).toBe(1);
  });
});
