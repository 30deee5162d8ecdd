import { describe, expect, test } from "@jest/globals";
import { createResolver } from "../../scripts/toolkit/description/index.js";
import { readDescribedOperations, readDescription } from "../../scripts/toolkit/generate/index.js";
import { factsOf, requestSchema } from "../support/facts-of.js";

// The facts of MongoDB's documentation about the deprecated operation, written down independently of the description.
// All other cases derive from the description, so only these detect a wrong description.
const id = "upgradeSharedClusterToServerless";
const descriptor = readDescribedOperations().find((described) => described.descriptor.operationId === id)?.descriptor;
const description = readDescription();
const resolve = createResolver(description);

test("the path, the roles and the responses of the deprecated operation", () => {
  expect(descriptor).toMatchObject({
    method: "POST",
    path: "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless",
    parameters: [{ name: "groupId", in: "path", required: true, pattern: "^([a-f0-9]{24})$" }],
    requestBody: { mediaTypes: ["application/json"] },
    roles: ["Project Cluster Manager"],
    deprecation: { since: "2025-02", sunset: "2025-02-05" },
  });
  const statuses = ["200", "400", "401", "402", "403", "404", "409", "410", "429", "500"];
  expect(descriptor?.responses).toEqual(Object.fromEntries(statuses.map((status) => [status, ["application/json"]])));
  expect(description.servers).toMatchObject([{ url: "https://cloud.mongodb.com" }]);
});

test("the security schemes", () => {
  expect(description.security).toEqual([{ ServiceAccounts: [] }, { DigestAuth: [] }]);
  expect(description.components?.securitySchemes).toMatchObject({
    ServiceAccounts: {
      type: "oauth2",
      flows: { clientCredentials: { tokenUrl: "https://cloud.mongodb.com/api/oauth/token" } },
    },
    DigestAuth: { type: "http", scheme: "digest" },
  });
});

test.each(["envelope", "pretty"])("the query parameter %s is a boolean and false by default", (name) => {
  const parameter = resolve(description.components?.parameters?.[name] ?? {});
  expect(parameter).toMatchObject({ name, in: "query", schema: { type: "boolean", default: false } });
  expect(parameter).not.toHaveProperty("required", true);
});

describe("the properties", () => {
  const instance = [
    "name string pattern=^[a-zA-Z0-9][a-zA-Z0-9-]*$",
    "providerSettings! object",
    "providerSettings!.backingProviderName! string enum=AWS,AZURE,GCP",
    "providerSettings!.providerName string enum=SERVERLESS default=SERVERLESS",
    "providerSettings!.regionName! string",
    "providerSettings!.effectiveDiskSizeGBLimit integer format=int32 readOnly=true",
    "providerSettings!.effectiveInstanceSizeName string readOnly=true",
    "providerSettings!.effectiveProviderName string readOnly=true",
    "serverlessBackupOptions object",
    "serverlessBackupOptions.serverlessContinuousBackupEnabled boolean default=true",
    "tags array",
    "tags[] object",
    "tags[].key! string minLength=1 maxLength=255",
    "tags[].value! string minLength=1 maxLength=255",
    "terminationProtectionEnabled boolean default=false",
    "connectionStrings object readOnly=true",
    "connectionStrings.standardSrv string",
    "connectionStrings.privateEndpoint array",
    "connectionStrings.privateEndpoint[] object",
    "connectionStrings.privateEndpoint[].endpoints array",
    "connectionStrings.privateEndpoint[].endpoints[] object",
    "connectionStrings.privateEndpoint[].endpoints[].endpointId string",
    "connectionStrings.privateEndpoint[].endpoints[].providerName string enum=AWS,AZURE",
    "connectionStrings.privateEndpoint[].endpoints[].region string",
    "connectionStrings.privateEndpoint[].srvConnectionString string",
    "connectionStrings.privateEndpoint[].type string enum=MONGOS",
    "createDate string format=date-time readOnly=true",
    "groupId string pattern=^([a-f0-9]{24})$ readOnly=true",
    "id string pattern=^([a-f0-9]{24})$ readOnly=true",
    "links array readOnly=true",
    "links[] object",
    "links[].href string",
    "links[].rel string",
    "mongoDBVersion string pattern=([\\d]+\\.[\\d]+\\.[\\d]+) readOnly=true",
    "stateName string enum=IDLE,CREATING,UPDATING,DELETING,REPAIRING readOnly=true",
  ];

  test("of the request, which are also those of the response", () => {
    expect(factsOf(requestSchema(id))).toEqual(instance);
    expect(factsOf({ $ref: "#/components/schemas/ServerlessInstanceDescription" })).toEqual(instance);
  });

  test("of the error object", () => {
    expect(factsOf({ $ref: "#/components/schemas/ApiError" })).toEqual([
      "error! integer format=int32",
      "errorCode! string",
      "detail string nullable=true",
      "reason string nullable=true",
      "parameters array",
      "badRequestDetail object nullable=true",
      "badRequestDetail.fields array",
      "badRequestDetail.fields[] object",
      "badRequestDetail.fields[].field! string",
      "badRequestDetail.fields[].description! string",
    ]);
  });
});
