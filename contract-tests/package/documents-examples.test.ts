import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { transformSync } from "@swc/core";
import { serveFetch } from "../../scripts/toolkit/mock/index.js";
import { projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { createAtlasEmulator, type EmulatedCluster } from "../../src/testing/index.js";
import { PROJECT, temporaryFolder } from "../support/cli.js";
import { type Consumer, createConsumer } from "../support/consumer.js";
import { codeBlocks, examples, readDocument } from "../support/documents.js";
import { emulationFaults, hash } from "../support/emulated.js";

// types.test.ts checks that every example compiles. Here each of them runs, in a project with the package installed,
// and must have the documented effect on an Atlas.

const readme = readDocument("README.md");
const SPEED = 100;
const SECRETS = ["token-of-the-readme", "mdb_sa_sk_of-the-readme", "01234567-of-the-readme"] as const;
const [token, clientSecret, privateKey] = SECRETS;
const ACCOUNT = { clientId: "mdb_sa_id_1234567890abcdef12345678", clientSecret };
const KEY = { publicKey: "abcdefgh", privateKey };

let consumer: Consumer;
beforeAll(async () => {
  consumer = await createConsumer();
  const profiles = join(consumer.folder, "atlascli");
  mkdirSync(profiles);
  writeFileSync(join(profiles, "config.toml"), `[staging]\naccess_token = "${token}"\n`);
});
afterAll(() => consumer.remove());

/** An Atlas with one cluster, and the environment of a process that uses it as the real one. */
async function rehearse(tier: EmulatedCluster["tier"]) {
  const start = Date.now();
  const emulator = createAtlasEmulator({
    clusters: [{ name: "shop-dev", tier, groupId: PROJECT }],
    now: () => start + (Date.now() - start) * SPEED * 10,
    credentials: {
      tokens: [token],
      serviceAccounts: [ACCOUNT],
      apiKeys: [KEY],
      hash,
      tokenLifetimeS: 1e7,
      nonceLifetimeS: 1e7,
    },
  });
  // As it was while there were serverless instances.
  emulator.respond("upgradeSharedClusterToServerless", { status: 200, example: "updating" });
  const { url, close } = await serveFetch(emulator.fetch);
  const folder = consumer.folder;
  const env = {
    ...{ EMULATOR_URL: url, EMULATOR_SPEED: String(SPEED), AGREED: "yes" },
    ...{ HOME: folder, XDG_CONFIG_HOME: folder, APPDATA: folder, MONGODB_ATLAS_BASE_URL: "" },
    ...{ ACCESS_TOKEN: token, MONGODB_ATLAS_CLIENT_ID: ACCOUNT.clientId, MONGODB_ATLAS_CLIENT_SECRET: clientSecret },
    ...{ MONGODB_ATLAS_PUBLIC_API_KEY: KEY.publicKey, MONGODB_ATLAS_PRIVATE_API_KEY: privateKey },
  };
  const preload = pathToFileURL(join(projectRoot, "contract-tests", "fixtures", "in-the-rehearsal.mjs")).href;
  return { emulator, env, flags: ["--import", preload, "--no-deprecation"], close };
}

test("the first example is a whole migration, in one command or in five lines", () => {
  const [, afterInstall = ""] = /\n## Install\n[\s\S]*?\n## (.*)/.exec(readme) ?? [];
  expect(afterInstall).toBe("Migrate a cluster");
  const [first = ""] = codeBlocks(readme, "ts");
  expect(first.split("\n").filter((line) => line.trim() !== "")).toHaveLength(5);
  expect(first).toContain("upgradeCluster(");
  expect(readme.indexOf("npx atlas-tenant-upgrade upgrade shop-dev")).toBeLessThan(readme.indexOf(first));
});

test.each(examples("ts"))("$name runs, and its requests match the description", async ({ name, source }) => {
  const upgrades = source.includes("upgradeCluster(");
  // An example that only reads needs the cluster that it reads.
  const isFlex = source.includes("getFlexCluster(") && !source.includes("updateFlexCluster(");
  const { emulator, env, flags, close } = await rehearse(isFlex || source.includes("resumeUpgrade(") ? "FLEX" : "M0");
  const left = { version: 1, groupId: PROJECT, name: "shop-dev", target: "FLEX", sent: "yes" };
  writeFileSync(join(consumer.folder, "token.json"), JSON.stringify(left));
  const { code: script } = transformSync(source, { jsc: { target: "es2022", parser: { syntax: "typescript" } } });
  try {
    const { code, stdout, stderr } = await consumer.run(`${name.replaceAll(/\W+/g, "-")}.mjs`, script, {
      flags,
      env,
    });
    expect({ code, stderr: upgrades ? "" : stderr.replace(/^[<>] .*\n/gm, "") }).toEqual({ code: 0, stderr: "" });
    expect(emulationFaults(emulator)).toEqual([]);
    for (const secret of SECRETS) expect(stdout + stderr).not.toContain(secret);
    if (upgrades) {
      expect(emulator.accepted).toBe(1);
      expect(stdout).toMatch(/mongodb\+srv:\/\/shop-dev|IDLE/);
    }
    if (source.includes("await atlas.") || source.includes("await http.")) {
      expect(emulator.requests.length).toBeGreaterThan(0);
    }
  } finally {
    await close();
  }
});

test("the README's commands show the cluster that they name, and upgrade it", async () => {
  const { emulator, env, flags, close } = await rehearse("M0");
  const [block = ""] = codeBlocks(readme, "sh").filter((text) => text.startsWith("npx atlas-tenant-upgrade"));
  const [status = [], upgrade = []] = block.split("\n").map((line) => line.split(" ").slice(2));
  const installed = join(consumer.folder, "node_modules", "atlas-tenant-upgrade");
  const { bin } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const program = join(installed, bin["atlas-tenant-upgrade"]);
  const call = (args: string[]) => runNode([...flags, program, ...args], temporaryFolder(), env);
  try {
    expect(await call(status)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^tier +M0$/m) });
    expect(await call(upgrade)).toMatchObject({ code: 2, stderr: expect.stringContaining("add --yes") });
    const { code, stdout } = await call([...upgrade, "--yes"]);
    expect({ code, accepted: emulator.accepted }).toEqual({ code: 0, accepted: 1 });
    expect(stdout).toContain("shop-dev was upgraded to FLEX");
    expect(emulationFaults(emulator)).toEqual([]);
  } finally {
    await close();
  }
});
