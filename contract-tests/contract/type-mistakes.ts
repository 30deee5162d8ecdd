import { call, PATH } from "./type-examples.js";

// TypeScript's own error numbers: an error for another reason does not count.
/** TypeScript's number of "is not assignable". */
export const NOT_ASSIGNABLE = 2322;
const NOT_ASSIGNABLE_EXACTLY = 2375;
const MISSING_PROPERTY = 2741;
const EXCESS_PROPERTY = 2353;
const MISSPELT_PROPERTY = 2561;
const UNKNOWN_PROPERTY = 2339;
const ARGUMENT = 2345;

/** Sources that must not compile, each with its error number. */
export const rejected: [title: string, source: string, code: number][] = [
  [
    "a misspelt property of the request",
    call("{ groupID: groupId, groupId, body: { providerSettings } }"),
    MISSPELT_PROPERTY,
  ],
  ["a misspelt property of the body", call("{ groupId, body: { nmae: 'a', providerSettings } }"), EXCESS_PROPERTY],
  ["no body", call("{ groupId }"), MISSING_PROPERTY],
  ["a missing required property", call("{ groupId, body: { name: 'a' } }"), MISSING_PROPERTY],
  [
    "a missing required property of a nested object",
    call("{ groupId, body: { providerSettings: { backingProviderName: 'AWS' } } }"),
    NOT_ASSIGNABLE,
  ],
  ["a read-only property in the body", call("{ groupId, body: { id: groupId, providerSettings } }"), NOT_ASSIGNABLE],
  [
    "a read-only property of a nested object",
    call("{ groupId, body: { providerSettings: { ...providerSettings, effectiveInstanceSizeName: 'M10' } } }"),
    NOT_ASSIGNABLE,
  ],
  [
    "a response sent back as a body",
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
    "a property that only the underlying client takes",
    call("{ groupId, envelope: true, body: { providerSettings } }"),
    EXCESS_PROPERTY,
  ],
  [
    "an unknown option of the call",
    call("{ groupId, body: { providerSettings } }", ", { retries: 3 }"),
    EXCESS_PROPERTY,
  ],
  [
    "an unknown option of the client",
    `createAtlasClient({ auth: bearer("t"), onDeprecated: "warn" });`,
    EXCESS_PROPERTY,
  ],
  [
    "an unknown deprecation mode",
    `const options: AtlasClientOptions = { auth: bearer("t"), onDeprecation: "shout" };`,
    NOT_ASSIGNABLE,
  ],
  ["no auth", "createAtlasClient({});", MISSING_PROPERTY],
  ["a token that may be missing", "bearer(process.env.ACCESS_TOKEN);", ARGUMENT],
  [
    "an unknown property of the response",
    `const { data } = ${call("{ groupId, body: { providerSettings } }")} data.stateNaem;`,
    2551,
  ],
  [
    "a read-only property in a body of the underlying client",
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
    MISSING_PROPERTY,
  ],
  [
    "a zone's id in a Flex upgrade",
    "await atlas.upgradeFlexCluster({ groupId, body: { name: 'a', replicationSpecs: [{ zoneId: 'x' }] } });",
    EXCESS_PROPERTY,
  ],
  [
    "a read-only property in an update",
    "await atlas.updateFlexCluster({ groupId, name: 'a', body: { stateName: 'IDLE' } });",
    EXCESS_PROPERTY,
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
    MISSPELT_PROPERTY,
  ],
  [
    "a misspelt property of a plan's body",
    "planUpgrade({ nmae: 'a', providerSettings }, { source: 'M0', target: 'FLEX' });",
    EXCESS_PROPERTY,
  ],
  [
    "a plan of a body with a property of another type",
    "planUpgrade({ providerSettings, tags: 'team' }, { source: 'M0', target: 'FLEX' });",
    NOT_ASSIGNABLE,
  ],
  ["an operation that is not described", "atlas.pauseEverything;", UNKNOWN_PROPERTY],
];
