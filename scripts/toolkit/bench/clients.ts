// Runs in the measured process: plain imports by name, resolved in the folder of the peers.

/** Where and how the call is made that all clients make. */
export interface Setting {
  readonly baseUrl: string;
}

type Call = () => Promise<unknown>;

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

// By a name that TypeScript doesn't follow: the peers are installed on demand.
const load = (name: string) => import(name);

const named = async ({ baseUrl }: Setting) => {
  const { createAtlasClient, bearer } = await load("atlas-tenant-upgrade");
  return createAtlasClient({ auth: bearer(TOKEN), baseUrl });
};

/** Every client, each with the deprecated POST: a bearer token, JSON both ways, an error for a status that is one. */
export const CLIENTS: Record<string, (setting: Setting) => Promise<Call>> = {
  fetch: async ({ baseUrl }) => {
    const init = { method: "POST", headers: jsonHeaders };
    return async () => {
      const response = await fetch(baseUrl + PATH, { ...init, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    };
  },
  "atlas-tenant-upgrade": async (setting) => {
    const atlas = await named(setting);
    return async () => (await atlas.upgradeSharedClusterToServerless({ groupId: GROUP, body })).data;
  },
  "atlas-tenant-upgrade (http)": async (setting) => {
    const atlas = await named(setting);
    return async () => (await atlas.http.POST(TEMPLATE, { params, body })).data;
  },
  "openapi-fetch": async ({ baseUrl }) => {
    const { default: createClient } = await load("openapi-fetch");
    const client = createClient({ baseUrl, headers });
    return async () => (await client.POST(TEMPLATE, { params, body })).data;
  },
  "openapi-fetch, two middlewares": async ({ baseUrl }) => {
    const { default: createClient } = await load("openapi-fetch");
    const client = createClient({ baseUrl });
    client.use(
      {
        onRequest({ request }: { request: Request }) {
          for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
          return request;
        },
      },
      {
        async onResponse({ response }: { response: Response }) {
          if (!response.ok) throw new Error(String(response.status));
        },
      },
    );
    return async () => (await client.POST(TEMPLATE, { params, body })).data;
  },
};
