/** The package's main job in one run: a typed upgrade call over HTTP to a mock of the description. `npm run demo` */
import { bearer, createAtlasClient, type FetchLike, isAtlasApiError } from "../src/index.js";
import { startMock } from "./prism.js";

console.log("1. Prism starts, from generated/openapi.json");
const mock = await startMock();
console.log(`   ${mock.url}\n`);

let prefer = "code=200, example=idle";
// What goes over the wire is shown here; a real script leaves "fetch" out.
const shown: FetchLike = async (url, init) => {
  const headers = new Headers(init.headers);
  headers.set("Prefer", prefer);
  console.log(`   > ${init.method} ${new URL(url).pathname}`);
  for (const [name, value] of headers) console.log(`   > ${name}: ${name === "authorization" ? "Bearer ***" : value}`);
  console.log(`   > ${init.body}\n`);
  const response = await fetch(url, { ...init, headers });
  console.log(`   < ${response.status} ${response.statusText}`);
  return response;
};

try {
  const atlas = createAtlasClient({ auth: bearer("demo-token"), baseUrl: mock.url, fetch: shown });
  const request = {
    groupId: "32b6e34b3d91647abb20e7b8",
    body: { name: "shop-dev", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
  } as const;

  console.log("2. The call: Node prints the deprecation warning, then the request leaves\n");
  const { data } = await atlas.upgradeSharedClusterToServerless(request);
  console.log(`   < ${data.name} is ${data.stateName} in ${data.providerSettings.regionName}`);
  console.log(`   < ${data.connectionStrings?.standardSrv}\n`);

  console.log("3. The same call, refused: no second warning, and an error to catch\n");
  prefer = "code=409, example=restoreRunning";
  try {
    await atlas.upgradeSharedClusterToServerless(request);
  } catch (error) {
    if (!isAtlasApiError(error, 409)) throw error;
    console.log(`   ${error.name}: ${error.errorCode}\n   ${error.detail}`);
  }
} finally {
  await mock.stop();
}
