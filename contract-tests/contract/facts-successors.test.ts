import { describe, expect, test } from "@jest/globals";
import { readDescribedOperations } from "../../scripts/toolkit/generate/index.js";
import { factsOf, requestSchema } from "../support/facts-of.js";

// The documented facts about the successors, written down independently of the description, as for the deprecated
// operation.
const GROUP = "/api/atlas/v2/groups/{groupId}";
const WRITES = ["200", "400", "401", "402", "403", "404", "409", "429", "500"];
const READS = WRITES.filter((status) => status !== "402");

test.each([
  ["upgradeSharedCluster", "POST", "/clusters/tenantUpgrade", "2023-01-01", "2023-01-01", "Project Cluster Manager"],
  ["upgradeFlexCluster", "POST", "/flexClusters:tenantUpgrade", "2024-11-13", "2024-11-13", "Project Cluster Manager"],
  ["getCluster", "GET", "/clusters/{clusterName}", undefined, "2024-08-05", "Project Read Only"],
  ["getFlexCluster", "GET", "/flexClusters/{name}", undefined, "2024-11-13", "Project Read Only"],
  ["updateFlexCluster", "PATCH", "/flexClusters/{name}", "2024-11-13", "2024-11-13", "Project Owner"],
])("the path, the roles and the responses of %s", (id, method, path, sent, received, role) => {
  const descriptor = readDescribedOperations().find((operation) => operation.descriptor.operationId === id)?.descriptor;
  const versioned = (date: string) => [`application/vnd.atlas.${date}+json`];
  expect(descriptor).toMatchObject({ method, path: GROUP + path, roles: [role] });
  expect(descriptor?.deprecation).toBeUndefined();
  expect(descriptor?.requestBody?.mediaTypes).toEqual(sent === undefined ? undefined : versioned(sent));
  expect(descriptor?.responses).toEqual(
    Object.fromEntries(
      (method === "GET" ? READS : WRITES).map((status) => [
        status,
        status === "200" ? versioned(received) : ["application/json"],
      ]),
    ),
  );
  const named = { in: "path", required: true, pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]*$", minLength: 1, maxLength: 64 };
  const effective = ["Use-Effective-Instance-Fields", "Use-Effective-Fields-Replication-Specs"];
  const [, variable] = /\{(.*)\}/.exec(path) ?? [];
  expect(descriptor?.parameters.filter(({ name }) => name !== "groupId")).toEqual([
    ...(variable === undefined ? [] : [{ name: variable, ...named }]),
    ...(id === "getCluster" ? effective.map((name) => ({ name, in: "header", required: false })) : []),
  ]);
});

const TAGS = [
  "tags array",
  "tags[] object",
  "tags[].key! string minLength=1 maxLength=255",
  "tags[].value! string minLength=1 maxLength=255",
];
const NAME = "name! string pattern=^[a-zA-Z0-9][a-zA-Z0-9-]*$";
const IDENTITY = [
  "id string pattern=^([a-f0-9]{24})$ readOnly=true",
  "groupId string pattern=^([a-f0-9]{24})$ readOnly=true",
  "createDate string format=date-time readOnly=true",
  "stateName readOnly string enum=IDLE,CREATING,UPDATING,DELETING,REPAIRING",
  "mongoDBVersion string pattern=([\\d]+\\.[\\d]+\\.[\\d]+) readOnly=true",
  "links array readOnly=true",
  "links[] object",
  "links[].href string",
  "links[].rel string",
];
const CLUSTER_TYPE = "clusterType string enum=REPLICASET,SHARDED,GEOSHARDED";

describe("the properties of the request", () => {
  test("of upgradeSharedCluster", () => {
    const provider = (branch: number, ...properties: string[]) => [
      `providerSettings|${branch} object`,
      ...properties.map((property) => `providerSettings|${branch}.${property}`),
    ];
    expect(factsOf(requestSchema("upgradeSharedCluster")).sort()).toEqual(
      [
        NAME,
        CLUSTER_TYPE,
        ...TAGS,
        ...provider(
          1,
          "providerName! string enum=FLEX",
          "instanceSizeName string enum=FLEX",
          "backingProviderName string enum=AWS,GCP,AZURE",
          "regionName string",
        ),
        ...provider(2, "providerName! string enum=AWS,AZURE,GCP", "instanceSizeName string", "regionName string"),
        ...provider(
          3,
          "providerName! string enum=TENANT",
          "instanceSizeName string enum=M0,M2,M5",
          "backingProviderName string enum=AWS,GCP,AZURE",
          "regionName string",
          "effectiveInstanceSizeName string enum=FLEX,M2,M5,M0 readOnly=true",
        ),
        "backupEnabled boolean",
        "providerBackupEnabled boolean",
        "pitEnabled boolean",
        "diskSizeGB number minimum=10 maximum=4096",
        "mongoDBMajorVersion string",
        "terminationProtectionEnabled boolean default=false",
        "versionReleaseSystem string enum=LTS,CONTINUOUS default=LTS",
      ].sort(),
    );
  });

  test("of upgradeFlexCluster", () => {
    const region = "replicationSpecs[].regionConfigs[]";
    expect(factsOf(requestSchema("upgradeFlexCluster")).sort()).toEqual(
      [
        NAME,
        CLUSTER_TYPE,
        ...TAGS,
        "replicationSpecs array",
        "replicationSpecs[] object",
        "replicationSpecs[].zoneName string",
        "replicationSpecs[].regionConfigs array",
        `${region} object`,
        `${region}.providerName! string enum=AWS,AZURE,GCP`,
        `${region}.regionName string`,
        `${region}.priority integer format=int32 minimum=0 maximum=7`,
        `${region}.electableSpecs object`,
        `${region}.electableSpecs.instanceSize string`,
        `${region}.electableSpecs.nodeCount integer format=int32`,
        `${region}.electableSpecs.diskSizeGB number`,
        "backupEnabled boolean default=false",
        "pitEnabled boolean",
        "terminationProtectionEnabled boolean default=false",
        "mongoDBMajorVersion string",
        "versionReleaseSystem string enum=LTS,CONTINUOUS default=LTS",
      ].sort(),
    );
  });

  test("of updateFlexCluster", () => {
    expect(factsOf(requestSchema("updateFlexCluster")).sort()).toEqual(
      [...TAGS, "terminationProtectionEnabled boolean default=false"].sort(),
    );
  });
});

test("the properties of a Flex cluster", () => {
  expect(factsOf({ $ref: "#/components/schemas/FlexCluster" }).sort()).toEqual(
    [
      ...IDENTITY,
      ...TAGS,
      "terminationProtectionEnabled boolean default=false",
      "name string pattern=^[a-zA-Z0-9][a-zA-Z0-9-]*$ readOnly=true",
      "providerSettings! object",
      "providerSettings!.providerName string enum=FLEX default=FLEX readOnly=true",
      "providerSettings!.backingProviderName string enum=AWS,AZURE,GCP",
      "providerSettings!.regionName string",
      "providerSettings!.diskSizeGB number",
      "clusterType string enum=REPLICASET default=REPLICASET readOnly=true",
      "connectionStrings object readOnly=true",
      "connectionStrings.standard string",
      "connectionStrings.standardSrv string",
      "backupSettings object readOnly=true",
      "backupSettings.enabled boolean default=true",
      "versionReleaseSystem string enum=LTS default=LTS readOnly=true",
    ].sort(),
  );
});

test("the properties of a cluster", () => {
  const region = (branch: number, ...properties: string[]) => [
    `replicationSpecs[].regionConfigs[]|${branch} object`,
    ...[
      ...properties,
      "regionName string",
      "priority integer format=int32 minimum=0 maximum=7",
      "electableSpecs object",
      "electableSpecs.instanceSize string",
      "electableSpecs.nodeCount integer format=int32",
      "electableSpecs.diskSizeGB number",
    ].map((property) => `replicationSpecs[].regionConfigs[]|${branch}.${property}`),
  ];
  const strings = "connectionStrings readOnly";
  const endpoint = `${strings}.privateEndpoint[]`;
  expect(factsOf({ $ref: "#/components/schemas/Cluster" }).sort()).toEqual(
    [
      ...IDENTITY,
      "name string pattern=^[a-zA-Z0-9][a-zA-Z0-9-]*$",
      CLUSTER_TYPE,
      "replicationSpecs array",
      "replicationSpecs[] object",
      "replicationSpecs[].id string pattern=^([a-f0-9]{24})$ readOnly=true",
      "replicationSpecs[].zoneId string pattern=^([a-f0-9]{24})$ readOnly=true",
      "replicationSpecs[].zoneName string",
      "replicationSpecs[].regionConfigs array",
      ...region(1, "providerName! string enum=AWS,AZURE,GCP"),
      ...region(2, "providerName! string enum=TENANT", "backingProviderName string enum=AWS,GCP,AZURE"),
      `${strings} object`,
      ...["standard", "standardSrv", "private", "privateSrv"].map((name) => `${strings}.${name} string`),
      `${strings}.privateEndpoint array`,
      `${endpoint} object`,
      `${endpoint}.connectionString string`,
      `${endpoint}.srvConnectionString string`,
      `${endpoint}.srvShardOptimizedConnectionString string`,
      `${endpoint}.type string enum=MONGOD,MONGOS`,
      `${endpoint}.endpoints array`,
      `${endpoint}.endpoints[] object`,
      `${endpoint}.endpoints[].endpointId string`,
      `${endpoint}.endpoints[].providerName string enum=AWS,AZURE,GCP`,
      `${endpoint}.endpoints[].region string`,
      "paused boolean",
      ...TAGS,
      "terminationProtectionEnabled boolean default=false",
      "backupEnabled boolean default=false",
    ].sort(),
  );
});
