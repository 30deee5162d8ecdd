/** The package's main job in one run, over HTTP to an Atlas on this machine: the deprecated call, and the way on. */
import { setTimeout as wait } from "node:timers/promises";
import { duration } from "../src/cli/output/text.js";
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
  tags: [{ key: "team", value: "storefront" }],
} satisfies UpgradeSharedClusterToServerlessBody;

// Twelve minutes in four seconds, for both sides.
const SPEED = 180;
const start = Date.now();
const now = () => start + (Date.now() - start) * SPEED;
const sleep = (ms: number, signal: AbortSignal) => wait(ms / SPEED, undefined, { signal });

await runCommand(
  {
    name: "demo",
    help: "Shows the deprecated call with its warning, and the way on, over HTTP to an emulated Atlas on this machine.",
    options: {},
    example: "",
  },
  demo,
);

async function demo(): Promise<void> {
  console.log("1. An emulated Atlas starts, with shop-dev, an M0; its clock goes faster");
  const emulator = createAtlasEmulator({ clusters: [{ groupId, name, tier: "M0" }], now });
  const server = await serveFetch(emulator.fetch);
  console.log(`   ${server.url}\n`);

  try {
    const atlas = createAtlasClient({ auth: bearer("demo-token"), baseUrl: server.url, fetch: showingFetch });

    console.log("2. The deprecated call: Node prints the warning, then the request leaves\n");
    emulator.respond("upgradeSharedClusterToServerless", { status: 200, example: "updating" });
    const { data } = await atlas.upgradeSharedClusterToServerless({ groupId, body });
    console.log(`   ${data.name} is ${data.stateName} in ${data.providerSettings.regionName}`);

    console.log("\n3. The same call once the endpoint is gone: no second warning, and an error with a hint\n");
    emulator.respond("upgradeSharedClusterToServerless", { status: 410 });
    const call = atlas.upgradeSharedClusterToServerless({ groupId, body });
    const error: unknown = await call.catch((reason: unknown) => reason);
    if (!isAtlasApiError(error, 410)) throw error;
    console.log(`   ${error.name}: ${error.errorCode}\n   ${error.hint}`);

    console.log("\n4. The way on, with the body that there is: from M0 to Flex, whole");
    const run = upgradeCluster(atlas, {
      ...{ groupId, name, target: "FLEX", serverless: body, now, sleep },
      confirm: ({ changes, consequences }) => {
        console.table(changes.map(({ change, from = "", to = "" }) => ({ change, from, to })));
        for (const consequence of consequences) console.log(`   ${consequence}`);
        console.log();
        return true;
      },
    });
    let phase = "";
    for await (const progress of run) {
      const isNew = progress.phase !== phase;
      phase = progress.phase;
      if (phase === "accepted" && isNew) console.log("\n   Sent. From now on with the time since then:\n");
      const time = phase === "probing" || phase === "planned" ? "" : `${duration(progress.elapsedMs)} `;
      if (isNew) console.log(`   ${time}${phase}: ${progress.message}`);
    }

    const { applied, connectionStrings, elapsedMs, polls } = await run.result;
    console.log(
      `\n5. Done in ${duration(elapsedMs)} of its time, with ${polls} status checks and ${emulator.accepted} upgrade sent\n`,
    );
    console.log(`   set afterwards: ${JSON.stringify(applied?.request.body)}`);
    console.log(`   ${connectionStrings.standardSrv}\n`);
    console.log(`With your own credentials: npx atlas-tenant-upgrade upgrade ${name} (README.md, "Migrate a cluster")`);
  } finally {
    await server.close();
  }
}
