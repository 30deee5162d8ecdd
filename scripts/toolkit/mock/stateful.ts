import { createHash } from "node:crypto";
import {
  createAtlasEmulator,
  type EmulatedCluster,
  type EmulatedTier,
  medianTimeline,
  settledAfterS,
} from "../../../src/testing/index.js";
import { readDescribedOperations } from "../generate/index.js";
import { countOf } from "../report/index.js";
import { curlLine } from "./curl-lines.js";
import { serveFetch } from "./serve-fetch.js";

const CLIENT = { clientId: "mdb_sa_id_1234567890abcdef12345678", clientSecret: "mdb_sa_sk_rehearsal" };
const KEY = { publicKey: "rehearse", privateKey: "01234567-89ab-cdef-0123-456789abcdef" };
const TOKEN = "rehearsal-token";
// Of two M0 clusters, the first is for the package, and the last for curl.
const CLUSTERS = ["shop-dev=M0", "blog=FLEX", "ledger=M10", "by-hand=M0"];

/** Options of a mock with state. */
export interface StatefulMockOptions {
  port: number;
  /** How much faster its clock runs. */
  speed: number;
  /** Each as `name=tier`; if there are none, some of each tier. */
  clusters: readonly string[];
  project: string;
}

/**
 * Serves the emulator on this machine, with a token endpoint and Digest, so that all three kinds of credentials and a
 * whole migration can be tried.
 *
 * @param log - called with a line for each request
 * @returns the text to print, a function that stops it, and a promise that resolves when it has stopped
 * @throws Error that names the cluster that is not valid
 */
export async function startStatefulMock(options: StatefulMockOptions, log: (line: string) => void) {
  const { port, speed, project } = options;
  const start = Date.now();
  const given = options.clusters.length > 0 ? options.clusters : CLUSTERS;
  const clusters = given.map((text) => readCluster(text, project));
  const emulator = createAtlasEmulator({
    clusters,
    now: () => start + (Date.now() - start) * speed,
    credentials: {
      tokens: [TOKEN],
      serviceAccounts: [CLIENT],
      apiKeys: [KEY],
      hash: (algorithm, text) => createHash(algorithm.replace("-", "")).update(text).digest("hex"),
      // The clients' clock is slower than the emulated one.
      tokenLifetimeS: 3600 * speed,
      nonceLifetimeS: 300 * speed,
    },
  });
  const { url, close } = await serveFetch(async (input, init) => {
    const response = await emulator.fetch(input, init);
    const [, state = ""] = /"(?:stateName|errorCode)": ?"(\w+)"/.exec(await response.clone().text()) ?? [];
    log(`${init.method} ${new URL(input).pathname} → ${response.status} ${state}`);
    return response;
  }, port);
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { banner: banner(url, clusters, options), stop: () => close().finally(end), ended };
}

function readCluster(text: string, groupId: string): EmulatedCluster {
  const [, name, tier] = /^([a-zA-Z0-9][a-zA-Z0-9-]*)=([^=]+)$/.exec(text) ?? [];
  if (name === undefined) throw new Error(`--cluster must be name=tier, such as shop-dev=M0, not "${text}"`);
  return { groupId, name, tier: tier as EmulatedTier };
}

function banner(url: string, clusters: readonly EmulatedCluster[], { project, speed }: StatefulMockOptions): string {
  const [first = { name: "shop-dev", tier: "M0" }] = clusters;
  const upgradable = clusters.find(({ tier }) => tier === "M0" || tier === "FLEX");
  const { name: byHand } = clusters.filter(({ tier }) => tier === first.tier).at(-1) ?? first;
  const get = `${url}/api/atlas/v2/groups/${project}/${first.tier === "FLEX" ? "flexClusters" : "clusters"}/${byHand}`;
  const accept = `--header 'Accept: application/vnd.atlas.${first.tier === "FLEX" ? "2024-11-13" : "2024-08-05"}+json'`;
  return `An emulated Atlas listens on ${url} (Ctrl-C stops it).
Project ${project} has ${clusters.map(({ name, tier }) => `${name} (${tier})`).join(", ")}.
An upgrade takes about ${countOf(Math.max(1, Math.round(settledAfterS(medianTimeline) / speed)), "second")} here. All times are of the emulated clock, which runs at --speed ${speed}.

The command line reads these variables, and so does a script with createAtlasClient({ auth: authFromEnv() }).
A script with other credentials needs baseUrl: process.env.MONGODB_ATLAS_BASE_URL; without it, it calls the real Atlas.

Credentials (each kind is checked):
  export MONGODB_ATLAS_BASE_URL=${url}
  export MONGODB_ATLAS_PROJECT_ID=${project}
  export ACCESS_TOKEN=${TOKEN}
or
  export MONGODB_ATLAS_CLIENT_ID=${CLIENT.clientId}
  export MONGODB_ATLAS_CLIENT_SECRET=${CLIENT.clientSecret}
or
  export MONGODB_ATLAS_PUBLIC_API_KEY=${KEY.publicKey}
  export MONGODB_ATLAS_PRIVATE_API_KEY=${KEY.privateKey}

Where the package is installed, try:

npx atlas-tenant-upgrade status ${first.name}
${upgradable ? `\nnpx atlas-tenant-upgrade upgrade ${upgradable.name} --tier ${upgradable.tier === "M0" ? "FLEX" : "M10"}\n` : ""}
Or by hand:

curl --digest --user '${KEY.publicKey}:${KEY.privateKey}' ${accept} '${get}'

curl --user '${CLIENT.clientId}:${CLIENT.clientSecret}' --data 'grant_type=client_credentials' '${url}/api/oauth/token'

${curlLines(url, clusters).join("\n\n")}

These commands change the clusters above; run in this order, they all work${byHand === first.name ? " on a freshly started mock" : ""}.
`;
}

// The calls that change least come first, and the upgrades last; each is for an existing cluster of its tier.
const ORDER = ["GET", "PATCH", "POST"];

function curlLines(url: string, clusters: readonly EmulatedCluster[]): string[] {
  const operations = [...readDescribedOperations()].sort(
    (left, right) => ORDER.indexOf(left.descriptor.method) - ORDER.indexOf(right.descriptor.method),
  );
  return operations.flatMap((operation) => {
    const { path, deprecation, cluster } = operation.descriptor;
    if (cluster === undefined) return [];
    const tier = path.includes("flexClusters") ? "FLEX" : "M0";
    const { groupId, name } = clusters.filter((cluster) => cluster.tier === tier).at(-1) ?? {};
    if (groupId === undefined || name === undefined) return [];
    const note = deprecation ? "# The deprecated call: 410, as from an endpoint that was removed\n" : "";
    return `${note}${curlLine(url, operation, { token: TOKEN, groupId, name })}`;
  });
}
