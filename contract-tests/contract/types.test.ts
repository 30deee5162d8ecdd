import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { Compilation } from "../../scripts/toolkit/compile/index.js";
import { typeCheckSource, typeChecks } from "../../scripts/toolkit/suite/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { operationDescriptors } from "../../src/index.js";
import { contractJudge } from "../support/judge.js";
import { codeBlocks } from "../support/readme.js";

const HEAD = `
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
const PATH = '"/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless"';
const call = (request: string, options = "") => `await atlas.upgradeSharedClusterToServerless(${request}${options});`;

// TypeScript's own numbers: an error for another reason does not count.
const NOT_ASSIGNABLE = 2322;
const NOT_ASSIGNABLE_EXACTLY = 2375;
const MISSING_MEMBER = 2741;
const UNKNOWN_MEMBER = 2353;
const MISSPELT_MEMBER = 2561;
const UNKNOWN_PROPERTY = 2339;
const ARGUMENT = 2345;

const accepted: Record<string, string> = {
  "the least request": call("{ groupId, body: { providerSettings } }"),
  "every member": call(`{ groupId, body: {
    name: "a",
    providerSettings: { ...providerSettings, providerName: "SERVERLESS" },
    serverlessBackupOptions: { serverlessContinuousBackupEnabled: false },
    tags: [{ key: "team", value: "storefront" }],
    terminationProtectionEnabled: true,
  } }, { signal: AbortSignal.timeout(1), timeoutMs: 5 }`),
  "data with its read-only members": `
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
        const member: [IsAny<typeof caught.parameters>, IsAny<typeof caught.badRequestDetail>] = [false, false];
      }
    }`,
  "the successors' bodies": `
    await atlas.upgradeSharedCluster({ groupId, body: { name: "a", providerSettings: { providerName: "FLEX", instanceSizeName: "FLEX", ...providerSettings } } });
    await atlas.upgradeSharedCluster({ groupId, body: { name: "a", providerSettings: { providerName: "AWS", instanceSizeName: "M10" } } });
    const { data } = await atlas.getFlexCluster({ groupId, name: "a" });
    const provider: "FLEX" | undefined = data.providerSettings.providerName;
    const any: IsAny<typeof data> = false;`,
  "plans by their source": `
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
  "a plan of a body that is written down before, of a request and of an answer": `
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
    declare const [request, answer, undecided]: [
      UpgradeSharedClusterToServerlessBody, UpgradeSharedClusterToServerlessData, { name: string | undefined },
    ];
    planUpgrade(request, { source: "M0", target: "FLEX" });
    planUpgrade(answer, { source: "M0", target: "FLEX" });
    planUpgrade({ providerSettings, ...undecided }, { source: "M0", target: "FLEX" });`,
  "a plan of a JSON file": `
    import examples from "./fixtures/documentation-examples.json" with { type: "json" };
    planUpgrade(examples.request, { source: "M0", target: "FLEX" });`,
  "envelope and pretty on the underlying client": `
    await atlas.http.POST(${PATH}, { params: { path: { groupId }, query: { envelope: true, pretty: true } }, body: { providerSettings } });`,
};

const refused: [title: string, source: string, code: number][] = [
  [
    "a misspelt member of the request",
    call("{ groupID: groupId, groupId, body: { providerSettings } }"),
    MISSPELT_MEMBER,
  ],
  ["a misspelt member of the body", call("{ groupId, body: { nmae: 'a', providerSettings } }"), UNKNOWN_MEMBER],
  ["no body", call("{ groupId }"), MISSING_MEMBER],
  ["a missing required member", call("{ groupId, body: { name: 'a' } }"), MISSING_MEMBER],
  [
    "a missing required member within",
    call("{ groupId, body: { providerSettings: { backingProviderName: 'AWS' } } }"),
    NOT_ASSIGNABLE,
  ],
  ["a read-only member in the body", call("{ groupId, body: { id: groupId, providerSettings } }"), NOT_ASSIGNABLE],
  [
    "a read-only member within",
    call("{ groupId, body: { providerSettings: { ...providerSettings, effectiveInstanceSizeName: 'M10' } } }"),
    NOT_ASSIGNABLE,
  ],
  [
    "an answer sent back as a body",
    `const { data } = ${call("{ groupId, body: { providerSettings } }")} ${call("{ groupId, body: data }")}`,
    NOT_ASSIGNABLE_EXACTLY,
  ],
  [
    "a wrong enum value",
    call("{ groupId, body: { providerSettings: { backingProviderName: 'IBM', regionName: 'x' } } }"),
    NOT_ASSIGNABLE,
  ],
  [
    "a wrong type",
    call("{ groupId, body: { providerSettings, terminationProtectionEnabled: 'yes' } }"),
    NOT_ASSIGNABLE,
  ],
  [
    "a member that only the underlying client takes",
    call("{ groupId, envelope: true, body: { providerSettings } }"),
    UNKNOWN_MEMBER,
  ],
  [
    "an unknown option of the call",
    call("{ groupId, body: { providerSettings } }", ", { retries: 3 }"),
    UNKNOWN_MEMBER,
  ],
  [
    "an unknown option of the client",
    `createAtlasClient({ auth: bearer("t"), onDeprecated: "warn" });`,
    UNKNOWN_MEMBER,
  ],
  [
    "an unknown deprecation mode",
    `const options: AtlasClientOptions = { auth: bearer("t"), onDeprecation: "shout" };`,
    NOT_ASSIGNABLE,
  ],
  ["no auth", "createAtlasClient({});", MISSING_MEMBER],
  ["a token that may be missing", "bearer(process.env.ACCESS_TOKEN);", ARGUMENT],
  [
    "an unknown member of the answer",
    `const { data } = ${call("{ groupId, body: { providerSettings } }")} data.stateNaem;`,
    2551,
  ],
  [
    "a read-only member in a body of the underlying client",
    `await atlas.http.POST(${PATH}, { params: { path: { groupId } }, body: { id: groupId, providerSettings } });`,
    NOT_ASSIGNABLE,
  ],
  [
    "provider settings of two kinds at once",
    `await atlas.upgradeSharedCluster({ groupId, body: { name: "a", providerSettings: { providerName: "FLEX", instanceSizeName: "M10" } } });`,
    NOT_ASSIGNABLE,
  ],
  [
    "an upgrade without a name",
    "await atlas.upgradeFlexCluster({ groupId, body: { clusterType: 'REPLICASET' } });",
    MISSING_MEMBER,
  ],
  [
    "a zone's id in a Flex upgrade",
    "await atlas.upgradeFlexCluster({ groupId, body: { name: 'a', replicationSpecs: [{ zoneId: 'x' }] } });",
    UNKNOWN_MEMBER,
  ],
  [
    "a read-only member in an update",
    "await atlas.updateFlexCluster({ groupId, name: 'a', body: { stateName: 'IDLE' } });",
    UNKNOWN_MEMBER,
  ],
  ...[
    ["M0", "large"],
    ["M0", "M0"],
    ["M0", "M5"],
    ["M0", "R9"],
    ["M0", "SERVERLESS"],
    ["FLEX", "FLEX"],
    ["FLEX", "M2"],
    ["M2", "FLEX"],
    ["M5", "M10"],
    ["SERVERLESS", "FLEX"],
    ["M10", "M20"],
  ].map(([source, target]): [string, string, number] => [
    `a plan from ${source} to ${target}`,
    `planUpgrade({ providerSettings }, { source: "${source}", target: "${target}" });`,
    NOT_ASSIGNABLE,
  ]),
  [
    "a plan from any source to Flex",
    "declare const source: SourceTier; planUpgrade({ providerSettings }, { source, target: 'FLEX' });",
    ARGUMENT,
  ],
  ["a plan without a target", "planUpgrade({ providerSettings }, { source: 'M0' });", ARGUMENT],
  ["a plan without options", "planUpgrade({ providerSettings });", 2554],
  [
    "a misspelt option of a plan",
    "planUpgrade({ providerSettings }, { source: 'M0', target: 'FLEX', traget: 1 });",
    MISSPELT_MEMBER,
  ],
  [
    "a misspelt property of a plan's body",
    "planUpgrade({ nmae: 'a', providerSettings }, { source: 'M0', target: 'FLEX' });",
    UNKNOWN_MEMBER,
  ],
  [
    "a plan of a body with a property of another type",
    "planUpgrade({ providerSettings, tags: 'team' }, { source: 'M0', target: 'FLEX' });",
    NOT_ASSIGNABLE,
  ],
  ["an operation that is not described", "atlas.pauseEverything;", UNKNOWN_PROPERTY],
];

const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
const blocks = codeBlocks(readme, "ts").map((source, index) => ({
  name: `README block ${index + 1}`,
  source,
}));

const derived = typeCheckSource(typeChecks(contractJudge.contract, Object.values(operationDescriptors)), {
  sdk: "atlas-tenant-upgrade",
  schema: "../generated/schema.js",
});

const files = Object.fromEntries([
  ["derived.ts", derived],
  // The same of a description that says something else: what is derived from it must not compile.
  [
    "another description.ts",
    derived.replace('"UPDATING"', '"LOST"').replace('["groupId"], NonNullable', '["body"], NonNullable'),
  ],
  ...blocks.map(({ name, source }) => [`${name}.ts`, source]),
  ...Object.entries(accepted).map(([title, source]) => [`${title}.ts`, HEAD + source]),
  ...refused.map(([title, source]) => [`${title}.ts`, HEAD + source]),
]);
const compilation = new Compilation(files);
afterAll(() => compilation[Symbol.dispose]());

describe("the types accept", () => {
  test.each(Object.keys(accepted))("%s", (title) => {
    expect(compilation.errorsIn(`${title}.ts`)).toEqual([]);
  });
});

describe("the types refuse", () => {
  test.each(refused)("%s", (title, _, code) => {
    expect(compilation.errorsIn(`${title}.ts`)).toEqual([expect.objectContaining({ code })]);
  });
});

test("what a request can't set has a type whose name says why", () => {
  const [{ text } = { text: "" }] = compilation.errorsIn("a read-only member in the body.ts");
  expect(text).toMatch(/^Type 'string' is not assignable to type 'ReadOnlyBecauseAtlasSetsIt'/);
});

test.each(["a plan from M0 to M5", "a plan from FLEX to FLEX", "a plan of a body with a property of another type"])(
  "%s is refused in a short sentence",
  (title) => {
    const [{ text } = { text: "" }] = compilation.errorsIn(`${title}.ts`);
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(200);
  },
);

describe("the README's TypeScript compiles", () => {
  test("there is some", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(9);
  });

  test.each(blocks)("$name", ({ name }) => {
    expect(compilation.errorsIn(`${name}.ts`)).toEqual([]);
  });
});

describe("derived from the description", () => {
  test("the SDK's types are those of the description, and its examples are of these types", () => {
    expect(derived.match(/: Same</g)?.length).toBeGreaterThanOrEqual(16);
    expect(compilation.errorsIn("derived.ts")).toEqual([]);
  });

  test("another type and another example would not pass", () => {
    expect(compilation.errorsIn("another description.ts").map(({ code }) => code)).toEqual([
      NOT_ASSIGNABLE,
      NOT_ASSIGNABLE,
    ]);
  });
});

test("an editor strikes the deprecated operation through and says what to call instead", () => {
  const [suggestion] = compilation.suggestionsIn("the least request.ts").filter(({ code }) => code === 6387);
  expect(suggestion?.text).toContain("upgradeSharedClusterToServerless");
  expect(suggestion?.text).toContain("is deprecated");
});
