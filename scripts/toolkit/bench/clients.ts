// Runs in the measured process: plain imports by name, resolved in the folder of the peers.
import type * as Atlas from "../../../src/index.js";

/**
 * Makes a client for a server, with a bearer token if it supports one, JSON in both directions, and errors for error
 * statuses; the returned function calls it once.
 */
type Make = (setting: { readonly baseUrl: string }) => Promise<() => Promise<unknown>>;

const GROUP = "32b6e34b3d91647abb20e7b8";
const TEMPLATE = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
const PATH = TEMPLATE.replace("{groupId}", GROUP);
const TOKEN = "eyJhbGciOiJFUzUxMiJ9.benchmark-token-0123456789";
const body = {
  name: "shop-dev",
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
};
const headers = { Authorization: `Bearer ${TOKEN}`, Accept: "application/json" };
const jsonHeaders = { ...headers, "Content-Type": "application/json" };
const params = { path: { groupId: GROUP } };

/** The body of every response. */
export const RESPONSE = JSON.stringify({
  id: "65a1b2c3d4e5f60718293a4b",
  access_token: "token-of-the-service-account",
  expires_in: 3600,
  groupId: GROUP,
  name: "shop-dev",
  stateName: "UPDATING",
  mongoDBVersion: "7.0.12",
  connectionStrings: {},
  providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
});

// By a name that TypeScript doesn't resolve: the peers are installed on demand.
const load = (name: string) => import(name);

const named = async ({ baseUrl }: { baseUrl: string }) => {
  const { createAtlasClient, bearer } = await load("atlas-tenant-upgrade");
  return createAtlasClient({ auth: bearer(TOKEN), baseUrl });
};

/** The clients that use `fetch`: `fetch` itself as the limit, this package, its dependency, and the peers. */
export const OVER_FETCH: Record<string, Make> = {
  fetch: async ({ baseUrl }) => {
    return async () => {
      const response = await fetch(baseUrl + PATH, {
        method: "POST",
        headers: jsonHeaders,
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    };
  },
  "atlas-tenant-upgrade": async (setting) => {
    const atlas = await named(setting);
    return async () => (await atlas.upgradeSharedClusterToServerless({ groupId: GROUP, body })).data;
  },
  "atlas-tenant-upgrade, http": async (setting) => {
    const atlas = await named(setting);
    return async () => (await atlas.http.POST(TEMPLATE, { params, body })).data;
  },
  "openapi-fetch": async ({ baseUrl }) => {
    const client = (await load("openapi-fetch")).default({ baseUrl, headers });
    return async () => (await client.POST(TEMPLATE, { params, body })).data;
  },
  "openapi-fetch, two middlewares": async ({ baseUrl }) => {
    const client = (await load("openapi-fetch")).default({ baseUrl });
    const authenticate = ({ request }: { request: Request }) => {
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      return request;
    };
    const reject = ({ response }: { response: Response }) => {
      if (!response.ok) throw new Error(String(response.status));
    };
    client.use({ onRequest: authenticate }, { onResponse: reject });
    return async () => (await client.POST(TEMPLATE, { params, body })).data;
  },
  "up-fetch": async ({ baseUrl }) => {
    const { up } = await load("up-fetch");
    const client = up(fetch, () => ({ baseUrl, headers }));
    return () => client(PATH, { method: "POST", body });
  },
  wretch: async ({ baseUrl }) => {
    const client = (await load("wretch")).default(baseUrl).headers(headers);
    return () => client.url(PATH).post(body).json();
  },
  ky: async ({ baseUrl }) => {
    const client = (await load("ky")).default.create({ headers });
    return () => client.post(baseUrl + PATH, { json: body }).json();
  },
  ofetch: async ({ baseUrl }) => {
    const { ofetch } = await load("ofetch");
    const client = ofetch.create({ baseURL: baseUrl, headers });
    return () => client(PATH, { method: "POST", body });
  },
  "@octokit/request": async ({ baseUrl }) => {
    const { request } = await load("@octokit/request");
    const client = request.defaults({
      baseUrl,
      headers: { authorization: headers.Authorization, accept: headers.Accept },
    });
    return async () => (await client(`POST ${TEMPLATE}`, { groupId: GROUP, ...body })).data;
  },
  "@hey-api/client-fetch": async ({ baseUrl }) => {
    const { createClient } = await load("@hey-api/client-fetch");
    const client = createClient({ baseUrl, headers, throwOnError: true });
    return async () => (await client.post({ url: TEMPLATE, path: params.path, body, headers: jsonHeaders })).data;
  },
  "redocly generate-client": async ({ baseUrl }) => {
    const { client } = await load("./redocly.mjs");
    client.configure({ serverUrl: baseUrl });
    client.auth.bearer(TOKEN);
    return () => client.upgradeSharedClusterToServerless({ ...params, body });
  },
  "@mongodb-js/mcp-atlas-api-client": async ({ baseUrl }) => {
    const { ApiClient } = await load("@mongodb-js/mcp-atlas-api-client");
    const httpClient = { fetch: (request: Request) => fetch(request), Request };
    const authProvider = { getAuthHeaders: async () => ({ Authorization: headers.Authorization }) };
    const options = { baseUrl, userAgent: "bench", httpClient };
    const client = new ApiClient({ options, logger: console, authProvider });
    // It does not have the deprecated operation; this one is its successor.
    return () => client.upgradeTenantUpgrade({ params, body });
  },
};

/** The clients that don't use `fetch`, and can't be measured with a stub of it. */
export const WITHOUT_FETCH: Record<string, Make> = {
  "node:http": async ({ baseUrl }) => {
    const { Agent, request } = await import("node:http");
    const agent = new Agent({ keepAlive: true });
    return () =>
      new Promise((resolve, reject) => {
        const sent = JSON.stringify(body);
        const init = { method: "POST", agent, headers: { ...jsonHeaders, "Content-Length": Buffer.byteLength(sent) } };
        const outgoing = request(baseUrl + PATH, init, (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
        });
        outgoing.on("error", reject).end(sent);
      });
  },
  axios: async ({ baseUrl }) => {
    const { default: axios } = await load("axios");
    const { Agent } = await import("node:http");
    const client = axios.create({ baseURL: baseUrl, headers, httpAgent: new Agent({ keepAlive: true }) });
    return async () => (await client.post(PATH, body)).data;
  },
  "mongodb-atlas-api-client": async ({ baseUrl }) => {
    const { default: getClient } = await load("mongodb-atlas-api-client");
    const { cluster } = getClient({ publicKey: "a", privateKey: "b", baseUrl, projectId: GROUP });
    // It supports only HTTP Digest, and has no upgrade. Creating a cluster, without a challenge, is the closest call.
    return () => cluster.create(body);
  },
};

// Many calls at once of a new client that has no token yet.
const callsAtOnce = (makeAuth: (all: typeof Atlas) => Atlas.AtlasAuth): Make => {
  return async ({ baseUrl }) => {
    const all = await load("atlas-tenant-upgrade");
    const limits = { timeoutMs: Number.POSITIVE_INFINITY, deadlineMs: Number.POSITIVE_INFINITY };
    return async () => {
      const atlas = all.createAtlasClient({ auth: makeAuth(all), baseUrl, ...limits });
      const call = () => atlas.getCluster({ groupId: GROUP, clusterName: "shop-dev" });
      const [first] = await Promise.all(Array.from({ length: 1_000 }, call));
      return first.data;
    };
  };
};
/** New clients, each for 1,000 calls at once. */
export const AT_ONCE: Record<string, Make> = {
  bearer: callsAtOnce(({ bearer }) => bearer(TOKEN)),
  "service account": callsAtOnce(({ serviceAccount }) => {
    return serviceAccount({ clientId: "mdb_sa_id_bench", clientSecret: "mdb_sa_sk_bench" });
  }),
};
