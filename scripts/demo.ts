/** The package's main job in one run, over HTTP to an Atlas on this machine: the deprecated call, and what replaces it. */
import { setTimeout as wait } from "node:timers/promises";
import { planRows } from "../src/cli/output/plan-text.js";
import { duration, widthOf, wrap } from "../src/cli/output/text.js";
import {
  bearer,
  createAtlasClient,
  isAtlasApiError,
  type UpgradeSharedClusterToServerlessBody,
  upgradeCluster,
} from "../src/index.js";
import { createAtlasEmulator } from "../src/testing/index.js";
import { serveFetch, showingFetch } from "./toolkit/mock/index.js";
import { runCommand } from "./toolkit/support/index.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const body = {
  name,
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
  tags: [{ key: "env", value: "dev" }],
} satisfies UpgradeSharedClusterToServerlessBody;

// Both sides run twelve minutes in four seconds.
const SPEED = 180;
const start = Date.now();
const now = () => start + (Date.now() - start) * SPEED;
const sleep = (ms: number, signal: AbortSignal) => wait(ms / SPEED, undefined, { signal });

await runCommand(
  {
    name: "demo",
    help: "Shows the deprecated call with its warning, and what replaces it, over HTTP to an emulated Atlas on this machine.",
    printsAsItGoes: true,
    options: {},
    example: "",
  },
  demo,
);

async function demo(): Promise<void> {
  const width = widthOf(process.stdout);
  // Node would print it unwrapped, and mention its own options.
  process.removeAllListeners("warning").on("warning", ({ name: kind, message }) => {
    console.error(wrap(`${kind}: ${message}`, width));
  });
  const emulator = createAtlasEmulator({ clusters: [{ groupId, name, tier: "M0" }], now });
  emulator.respond("upgradeSharedClusterToServerless", { status: 410 });
  const server = await serveFetch(emulator.fetch);
  console.log(`1. An emulated Atlas on ${server.url}, with ${name}, an M0`);

  try {
    const atlas = createAtlasClient({ auth: bearer("demo-token"), baseUrl: server.url, fetch: showingFetch });

    console.log("\n2. The deprecated call: the warning, the request, and the response");
    const call = atlas.upgradeSharedClusterToServerless({ groupId, body });
    const error: unknown = await call.catch((reason: unknown) => reason);
    if (!isAtlasApiError(error, 410)) throw error;
    // The warning above has the rest.
    const [hint] = error.hint?.split(/(?<=\.) /) ?? [];
    console.log(`${error.name}, ${error.errorCode}: ${hint}`);

    console.log("\n3. The replacement: M0 to Flex, with the same body");
    const run = upgradeCluster(atlas, {
      ...{ groupId, name, target: "FLEX", serverless: body, now, sleep },
      confirm: ({ changes }) => {
        const changed = changes.filter(({ change }) => change !== "kept");
        console.log(planRows(changed, width).join("\n"));
        return true;
      },
    });
    // The printed request and response show the steps before.
    const shown = new Set<string>(["probing", "planned", "accepted"]);
    for await (const { phase, elapsedMs, message } of run) {
      if (!shown.has(phase)) console.log(`${duration(elapsedMs).padStart(5)} ${message}`);
      shown.add(phase);
    }

    const { connectionStrings, elapsedMs, polls } = await run.result;
    const [minutes, seconds] = [Math.round(elapsedMs / 60_000), Math.round(elapsedMs / SPEED / 1000)];
    const upgrades = `${emulator.accepted} upgrade sent`;
    console.log(`${minutes} emulated minutes (${seconds} s here), ${polls} status checks, ${upgrades}`);
    console.log(`${connectionStrings.standardSrv}\nNext: README.md, Migrate a cluster`);
  } finally {
    await server.close();
  }
}
