import type { Loose } from "../../scripts/toolkit/proof/index.js";

const base = "/api/atlas/v2/groups/{groupId}";
/** The path of the deprecated operation. */
export const V1 = "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless";
const [TENANT, CLUSTER] = [`${base}/clusters/tenantUpgrade`, `${base}/clusters/{clusterName}`];
const [FLEX, FLEX_UPGRADE] = [`${base}/flexClusters/{name}`, `${base}/flexClusters:tenantUpgrade`];
/** A schema of the published style, by the name that ours has. */
export const schema = (document: Loose, name: string): Loose => document.components.schemas[`${name}View`];
const SERVERLESS = "components/schemas/ServerlessInstanceDescription.yaml#";
/** Where ours describes the provider's settings. */
export const PROVIDER = "components/schemas/ServerlessProviderSettings.yaml#";
const LAST_PART = "components/schemas/Cluster.yaml#/allOf/1/properties";

/** Changes of the published description that are drift: a name, the change, and what is reported. */
export const driftingChanges: [name: string, change: (document: Loose) => void, report: string][] = [
  [
    "another type",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { type: "integer" }),
    `${SERVERLESS}/properties/name type string integer`,
  ],
  [
    "another pattern",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.id, { pattern: "^x$" }),
    `${SERVERLESS}/properties/id pattern ^([a-f0-9]{24})$ ^x$`,
  ],
  [
    "a lost format",
    (d) => {
      delete schema(d, "ServerlessInstanceDescription").properties.createDate.format;
    },
    `${SERVERLESS}/properties/createDate format date-time –`,
  ],
  [
    "a new limit",
    (d) => Object.assign(schema(d, "ResourceTag").properties.key, { maxLength: 100 }),
    "components/schemas/ResourceTag.yaml#/properties/key maxLength 255 100",
  ],
  [
    "another default",
    (d) =>
      Object.assign(schema(d, "ServerlessBackupOptions").properties.serverlessContinuousBackupEnabled, {
        default: false,
      }),
    "components/schemas/ServerlessBackupOptions.yaml#/properties/serverlessContinuousBackupEnabled default true false",
  ],
  [
    "a new value",
    (d) => schema(d, "ServerlessProviderSettings").properties.backingProviderName.enum.push("ORACLE"),
    `${PROVIDER}/properties/backingProviderName enum AWS,AZURE,GCP AWS,AZURE,GCP,ORACLE`,
  ],
  [
    "a withdrawn value of a list",
    (d) => schema(d, "ClusterState").enum.pop(),
    "components/schemas/ClusterState.yaml# enum CREATING,DELETING,IDLE,REPAIRING,UPDATING CREATING,DELETING,REPAIRING,UPDATING",
  ],
  [
    "a member that is required now",
    (d) => schema(d, "ServerlessInstanceDescription").required.push("name"),
    `${SERVERLESS} required – name`,
  ],
  [
    "a member that is not required any more",
    (d) => schema(d, "ResourceTag").required.pop(),
    "components/schemas/ResourceTag.yaml# required key –",
  ],
  [
    "a member that is read-only now",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { readOnly: true }),
    `${SERVERLESS}/properties/name readOnly – true`,
  ],
  [
    "a deprecated member",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { deprecated: true }),
    `${SERVERLESS}/properties/name deprecated – true`,
  ],
  [
    "a nullable member",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.name, { nullable: true }),
    `${SERVERLESS}/properties/name type string null,string`,
  ],
  [
    "a new member of a whole schema",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties, { extra: { type: "string" } }),
    `${SERVERLESS} property – extra`,
  ],
  [
    "a lost member",
    (d) => {
      delete schema(d, "ServerlessInstanceDescription").properties.tags;
    },
    `${SERVERLESS}/properties/tags property tags –`,
  ],
  [
    "a lost member of a chosen part",
    (d) => {
      delete schema(d, "Cluster").allOf.find((part: Loose) => part.properties?.paused).properties.paused;
    },
    `${LAST_PART}/paused property paused –`,
  ],
  [
    "a new required member in a request of a chosen part",
    (d) => {
      schema(d, "FlexUpgradeRequest").required.push("publishedOnly");
    },
    "components/schemas/FlexUpgradeRequest.yaml# property – publishedOnly",
  ],
  [
    "an object that is closed now",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription"), { additionalProperties: false }),
    `${SERVERLESS} additionalProperties – false`,
  ],
  [
    "other items",
    (d) => Object.assign(schema(d, "ServerlessInstanceDescription").properties.tags, { items: { type: "string" } }),
    "components/schemas/ResourceTag.yaml# type object string",
  ],
  [
    "a new alternative",
    (d) =>
      Object.assign(schema(d, "ProviderSettings").discriminator.mapping, {
        ORACLE: "#/components/schemas/AWSProviderSettingsView",
      }),
    "components/schemas/ProviderSettings.yaml#/oneOf alternative – ORACLE",
  ],
  [
    "a change within an alternative",
    (d) =>
      Object.assign(
        schema(d, "TenantProviderSettings").allOf.find((part: Loose) => part.properties).properties.regionName,
        { maxLength: 9 },
      ),
    "components/schemas/TenantProviderSettings.yaml#/properties/regionName maxLength – 9",
  ],
  [
    "a change of an inner schema only v2 has",
    (d) => Object.assign(schema(d, "AWSSpecs").properties.nodeCount, { minimum: 3 }),
    "components/schemas/ElectableSpecs.yaml#/properties/nodeCount minimum – 3",
  ],
  [
    "a new parameter",
    (d) => d.paths[FLEX].get.parameters.push({ name: "includeAll", in: "query", schema: { type: "boolean" } }),
    "paths/v2-flexClusters.yaml#/get parameter – query includeAll",
  ],
  [
    "a lost parameter",
    (d) => {
      d.paths[FLEX].get.parameters = d.paths[FLEX].get.parameters.filter(({ $ref }: Loose) => !$ref.includes("pretty"));
    },
    "paths/v2-flexClusters.yaml#/get/parameters/3 parameter query pretty –",
  ],
  [
    "a parameter that is required now",
    (d) => Object.assign(d.components.parameters.prettyView, { required: true }),
    "components/parameters/pretty.yaml# required – true",
  ],
  [
    "another pattern of a path parameter",
    (d) => Object.assign(d.components.parameters.groupIdView.schema, { pattern: "^.+$" }),
    "components/parameters/groupId.yaml#/schema pattern ^([a-f0-9]{24})$ ^.+$",
  ],
  [
    "a body that is optional now",
    (d) => {
      delete d.paths[FLEX].patch.requestBody.required;
    },
    "paths/v2-flexClusters.yaml#/patch/requestBody required true –",
  ],
  [
    "a lost body",
    (d) => {
      delete d.paths[FLEX].patch.requestBody;
    },
    "paths/v2-flexClusters.yaml#/patch/requestBody request body described –",
  ],
  [
    "a newer version",
    (d) => {
      const { content } = d.paths[TENANT].post.requestBody;
      content["application/vnd.atlas.2026-01-01+json"] = { schema: {} };
    },
    "paths/v2-clusters-tenantUpgrade.yaml#/post/requestBody media type – application/vnd.atlas.2026-01-01+json",
  ],
  [
    "a lost version",
    (d) => {
      const { content } = d.paths[CLUSTER].get.responses["200"];
      delete content["application/vnd.atlas.2024-08-05+json"];
    },
    "paths/v2-clusters.yaml#/get/responses/200/content/application~1vnd.atlas.2024-08-05+json media type application/vnd.atlas.2024-08-05+json –",
  ],
  [
    "a sunset of our version",
    (d) => {
      const { content } = d.paths[CLUSTER].get.responses["200"];
      content["application/vnd.atlas.2024-08-05+json"]["x-sunset"] = "2030-01-01";
    },
    "paths/v2-clusters.yaml#/get/responses/200/content/application~1vnd.atlas.2024-08-05+json x-sunset – 2030-01-01",
  ],
  [
    "a new status",
    (d) => {
      d.paths[FLEX_UPGRADE].post.responses["202"] = { description: "Accepted" };
    },
    "paths/v2-flexClusters-tenantUpgrade.yaml#/post status – 202",
  ],
  [
    "a lost status",
    (d) => {
      delete d.paths[FLEX_UPGRADE].post.responses["409"];
    },
    "paths/v2-flexClusters-tenantUpgrade.yaml#/post/responses/409 status 409 –",
  ],
  [
    "a lost header",
    (d) => {
      delete d.paths[FLEX].get.responses["200"].headers["RateLimit-Limit"];
    },
    "paths/v2-flexClusters.yaml#/get/responses/200/headers/RateLimit-Limit header ratelimit-limit –",
  ],
  [
    "a header of another type",
    (d) => {
      d.components.headers.RetryAfterView.schema.type = "string";
    },
    "components/headers/RetryAfter.yaml#/schema type integer string",
  ],
  [
    "a deprecated operation",
    (d) => {
      d.paths[FLEX].get.deprecated = true;
    },
    "paths/v2-flexClusters.yaml#/get deprecated – true",
  ],
  [
    "a withdrawn deprecation",
    (d) => {
      delete d.paths[V1].post.deprecated;
    },
    "paths/v1.0-clusters-tenantUpgradeToServerless.yaml#/post deprecated true –",
  ],
  [
    "another sunset",
    (d) => {
      d.paths[V1].post.responses["200"].content["application/json"]["x-sunset"] = "2026-01-01";
    },
    "paths/v1.0-clusters-tenantUpgradeToServerless.yaml#/post x-sunset 2025-02-05 2026-01-01",
  ],
  [
    "two sunsets",
    (d) => {
      d.paths[V1].post["x-sunset"] = "2026-01-01";
    },
    "paths/v1.0-clusters-tenantUpgradeToServerless.yaml#/post x-sunset 2025-02-05 2026-01-01",
  ],
  [
    "other credentials",
    (d) => {
      d.paths[FLEX].get.security = [{ DigestAuth: [] }];
    },
    "openapi.yaml#/security/0 security ServiceAccounts –",
  ],
  [
    "another place for tokens",
    (d) => {
      d.components.securitySchemes.ServiceAccounts.flows.clientCredentials.tokenUrl = "https://elsewhere.mongodb.com/";
    },
    "openapi.yaml#/components/securitySchemes/ServiceAccounts/flows/clientCredentials tokenUrl https://cloud.mongodb.com/api/oauth/token https://elsewhere.mongodb.com/",
  ],
  [
    "a second server",
    (d) => d.servers.push({ url: "https://elsewhere.mongodb.com" }),
    "openapi.yaml#/servers/0/url servers – https://elsewhere.mongodb.com",
  ],
  [
    "a lost operation",
    (d) => {
      delete d.paths[FLEX].patch;
    },
    "paths/v2-flexClusters.yaml#/patch operation PATCH /api/atlas/v2/groups/{groupId}/flexClusters/{name} –",
  ],
];

/** Changes that mean nothing. */
export const harmlessChanges: [name: string, change: (document: Loose) => void][] = [
  [
    "allOf around a reference",
    (d) => {
      const { properties } = schema(d, "ServerlessInstanceDescription");
      properties.providerSettings = { allOf: [properties.providerSettings] };
    },
  ],
  [
    "a schema in place of a reference",
    (d) => {
      schema(d, "ServerlessInstanceDescription").properties.serverlessBackupOptions = schema(
        d,
        "ServerlessBackupOptions",
      );
    },
  ],
  [
    "members spread over allOf",
    (d) => {
      const whole = schema(d, "ResourceTag");
      whole.allOf = [{ properties: whole.properties }, { required: whole.required }];
      delete whole.properties;
      delete whole.required;
    },
  ],
  [
    "a parameter moved to the path item",
    (d) => {
      const item = d.paths[V1];
      item.parameters = item.post.parameters;
      delete item.post.parameters;
    },
  ],
  [
    "security at each operation",
    (d) => {
      d.paths[FLEX].get.security = d.security;
    },
  ],
  [
    "other names of path members",
    (d) => {
      d.paths[FLEX.replace("{name}", "{flexName}")] = d.paths[FLEX];
      delete d.paths[FLEX];
      d.components.parameters.flexClusterNameView.name = "flexName";
    },
  ],
  [
    "other names of security schemes",
    (d) => {
      const { securitySchemes: all } = d.components;
      all.Keys = all.DigestAuth;
      delete all.DigestAuth;
      d.security = [{ ServiceAccounts: [] }, { Keys: [] }];
    },
  ],
  [
    "what is true without being said",
    (d) => {
      Object.assign(schema(d, "Link"), { additionalProperties: true, minProperties: 0 });
      Object.assign(schema(d, "Link").properties.rel, { readOnly: false, nullable: false });
    },
  ],
  [
    "3.1's spelling",
    (d) => {
      d.openapi = "3.1.0";
      for (const property of Object.values<Loose>(schema(d, "ApiError").properties)) {
        if (property.nullable) property.type = [property.type, "null"];
        delete property.nullable;
      }
      const { providerName } = schema(d, "ServerlessProviderSettings").properties;
      delete providerName.enum;
      providerName.const = "SERVERLESS";
    },
  ],
  [
    "a read-only member that a request can't have",
    (d) => {
      schema(d, "FlexClusterSettings").properties.stamp = { type: "string", readOnly: true, writeOnly: true };
    },
  ],
  [
    "texts, examples and tags",
    (d) => {
      Object.assign(d.paths[FLEX].get, { summary: "Other", tags: ["Other"], operationId: "other" });
      schema(d, "Link").example = { rel: "self" };
    },
  ],
];
