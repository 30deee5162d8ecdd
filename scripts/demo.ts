/** The package's main job in one run: a typed upgrade call over HTTP to a mock of the description, and the way on. */
import {
  bearer,
  createAtlasClient,
  isAtlasApiError,
  planUpgrade,
  type UpgradeSharedClusterToServerlessBody,
} from "../src/index.js";
import { showingFetch, startMock } from "./toolkit/mock/index.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const name = "shop-dev";
const body: UpgradeSharedClusterToServerlessBody = {
  name,
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
  tags: [{ key: "team", value: "storefront" }],
};

console.log("1. Prism starts, from generated/openapi.json");
const mock = await startMock();
console.log(`   ${mock.url}\n`);

try {
  const shown = showingFetch();
  const atlas = createAtlasClient({ auth: bearer("demo-token"), baseUrl: mock.url, fetch: shown.fetch });

  console.log("2. The deprecated call: Node prints the warning, then the request leaves\n");
  shown.prefer("code=200, example=updating");
  const { data } = await atlas.upgradeSharedClusterToServerless({ groupId, body });
  console.log(`   ${data.name} is ${data.stateName} in ${data.providerSettings.regionName}`);

  console.log("\n3. The same call, refused: no second warning, and an error to catch\n");
  shown.prefer("code=409, example=restoreRunning");
  try {
    await atlas.upgradeSharedClusterToServerless({ groupId, body });
  } catch (error) {
    if (!isAtlasApiError(error, 409)) throw error;
    console.log(`   ${error.name}: ${error.errorCode}\n   ${error.detail}\n`);
  }

  console.log("4. The plan for what to call instead, from M0 to Flex");
  const plan = planUpgrade(body, { source: "M0", target: "FLEX" });
  console.table(plan.changes.map(({ change, from = "", to = "" }) => ({ change, from, to })));

  console.log("\n5. The call that replaces it, and the Flex cluster that comes of it\n");
  shown.prefer("code=200, example=updating");
  const upgrade = await atlas.upgradeSharedCluster({ groupId, ...plan.request });
  console.log(`   ${upgrade.data.name} is ${upgrade.data.stateName}\n`);
  shown.prefer("code=200, example=idle");
  const flex = await atlas.getFlexCluster({ groupId, name });
  console.log(`   ${flex.data.name} is ${flex.data.stateName}, a ${flex.data.providerSettings.providerName} cluster`);
  console.log(`   ${flex.data.connectionStrings?.standardSrv}\n`);
  console.log("Done. The README says the same with credentials of your own.");
} finally {
  await mock.stop();
}
