/** The beginning of each source. */
export const HEAD = `
import {
  bearer, createAtlasClient, isAtlasApiError, planUpgrade,
  type AtlasClientOptions, type PlanOptions, type SourceTier, type UpgradeSharedClusterToServerlessBody,
  type UpgradeSharedClusterToServerlessData,
} from "atlas-tenant-upgrade";
type IsAny<T> = 0 extends 1 & T ? true : false;
const atlas = createAtlasClient({ auth: bearer("token") });
const groupId = "32b6e34b3d91647abb20e7b8";
const providerSettings = { backingProviderName: "AWS", regionName: "US_EAST_1" } as const;
`;
/** The path of the deprecated operation, as source. */
export const PATH = '"/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless"';
/** The source of a call of the deprecated operation. */
export const call = (request: string, options = "") =>
  `await atlas.upgradeSharedClusterToServerless(${request}${options});`;

/** Sources that must compile, by name. */
export const accepted: Record<string, string> = {
  "the smallest request": call("{ groupId, body: { providerSettings } }"),
  "every property": call(`{ groupId, body: {
    name: "a",
    providerSettings: { ...providerSettings, providerName: "SERVERLESS" },
    serverlessBackupOptions: { serverlessContinuousBackupEnabled: false },
    tags: [{ key: "team", value: "storefront" }],
    terminationProtectionEnabled: true,
  } }, { signal: AbortSignal.timeout(1), timeoutMs: 5 }`),
  "data including read-only properties": `
    const { data, deprecation, rateLimit } = ${call("{ groupId, body: { providerSettings } }")}
    const state: "IDLE" | "CREATING" | "UPDATING" | "DELETING" | "REPAIRING" | undefined = data.stateName;
    const srv: string | undefined = data.connectionStrings?.privateEndpoint?.[0]?.srvConnectionString;
    const any: [IsAny<typeof data>, IsAny<typeof data.links>, IsAny<typeof deprecation>, IsAny<typeof rateLimit>]
      = [false, false, false, false];`,
  "errors that are not any": `
    const { data, error } = await atlas.http.POST(${PATH}, { params: { path: { groupId } }, body: { providerSettings } });
    const any: [IsAny<typeof data>, IsAny<typeof error>] = [false, false];
    if (error) { const code: string = error.errorCode; const parameters: unknown[] | undefined = error.parameters; }
    try {} catch (caught) {
      if (isAtlasApiError(caught, 409)) {
        const status: 409 = caught.status;
        const known: [IsAny<typeof caught.parameters>, IsAny<typeof caught.badRequestDetail>] = [false, false];
      }
    }`,
  "the successors' bodies": `
    await atlas.upgradeSharedCluster({ groupId, body: { name: "a", providerSettings: { providerName: "FLEX", instanceSizeName: "FLEX", ...providerSettings } } });
    await atlas.upgradeSharedCluster({ groupId, body: { name: "a", providerSettings: { providerName: "AWS", instanceSizeName: "M10" } } });
    const { data } = await atlas.getFlexCluster({ groupId, name: "a" });
    const provider: "FLEX" | undefined = data.providerSettings.providerName;
    const any: IsAny<typeof data> = false;`,
  "the operation of a plan, by its source": `
    const toFlex: "upgradeSharedCluster" = planUpgrade({ providerSettings }, { source: "M0", target: "FLEX" }).operation;
    const toM10: "upgradeFlexCluster" = planUpgrade({ providerSettings }, { source: "FLEX", target: "M10" }).operation;
    declare const [source, options]: [SourceTier, PlanOptions];
    const either: ("upgradeSharedCluster" | "upgradeFlexCluster")[] = [
      planUpgrade({ providerSettings }, { source, target: "M40_NVME" }).operation,
      planUpgrade({ providerSettings }, options).operation,
    ];
    const any: IsAny<typeof either[0]> = false;`,
  "any dedicated size in a plan": ["M10", "M20", "M80", "M140", "M300", "R40", "R700", "M40_NVME", "M400_NVME"]
    .map((target) => `planUpgrade({ providerSettings }, { source: "FLEX", target: "${target}" });`)
    .join(""),
  "a plan of a stored body, of a request and of a response": `
    const body = {
      name: "a",
      providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
      serverlessBackupOptions: { serverlessContinuousBackupEnabled: false },
      tags: [{ key: "team", value: "storefront" }],
      terminationProtectionEnabled: true,
    };
    planUpgrade(body, { source: "M0", target: "FLEX" });
    const stored = { ...body, id: "6" };
    planUpgrade(stored, { source: "M0", target: "FLEX" });
    const sent = { ...body, providerSettings, tags: [] } satisfies UpgradeSharedClusterToServerlessBody;
    ${call("{ groupId, body: sent }")}
    declare const [request, response, undecided]: [
      UpgradeSharedClusterToServerlessBody, UpgradeSharedClusterToServerlessData, { name: string | undefined },
    ];
    planUpgrade(request, { source: "M0", target: "FLEX" });
    planUpgrade(response, { source: "M0", target: "FLEX" });
    planUpgrade({ providerSettings, ...undecided }, { source: "M0", target: "FLEX" });`,
  "a plan of a JSON file": `
    import examples from "./fixtures/documentation-examples.json" with { type: "json" };
    planUpgrade(examples.request, { source: "M0", target: "FLEX" });`,
  "envelope and pretty in a call of the underlying client": `
    await atlas.http.POST(${PATH}, { params: { path: { groupId }, query: { envelope: true, pretty: true } }, body: { providerSettings } });`,
};
