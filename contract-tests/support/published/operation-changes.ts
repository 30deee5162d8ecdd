import type { AnyJson } from "../../../scripts/toolkit/proof/index.js";
import { CLUSTER, type DriftingChange, FLEX, FLEX_UPGRADE, TENANT, V1 } from "./names.js";

/** Changes of published operations that are drift. */
export const operationChanges: DriftingChange[] = [
  [
    "a new parameter",
    (d) => d.paths[FLEX].get.parameters.push({ name: "includeAll", in: "query", schema: { type: "boolean" } }),
    "paths/v2-flexClusters.yaml#/get parameter – query includeAll",
  ],
  [
    "a removed parameter",
    (d) => {
      d.paths[FLEX].get.parameters = d.paths[FLEX].get.parameters.filter(
        ({ $ref }: AnyJson) => !$ref.includes("pretty"),
      );
    },
    "paths/v2-flexClusters.yaml#/get/parameters/3 parameter query pretty –",
  ],
  [
    "a newly required parameter",
    (d) => Object.assign(d.components.parameters.prettyView, { required: true }),
    "components/parameters/pretty.yaml# required – true",
  ],
  [
    "a changed pattern of a path parameter",
    (d) => Object.assign(d.components.parameters.groupIdView.schema, { pattern: "^.+$" }),
    "components/parameters/groupId.yaml#/schema pattern ^([a-f0-9]{24})$ ^.+$",
  ],
  [
    "a newly optional body",
    (d) => {
      delete d.paths[FLEX].patch.requestBody.required;
    },
    "paths/v2-flexClusters.yaml#/patch/requestBody required true –",
  ],
  [
    "a removed body",
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
    "a removed version",
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
    "a removed status",
    (d) => {
      delete d.paths[FLEX_UPGRADE].post.responses["409"];
    },
    "paths/v2-flexClusters-tenantUpgrade.yaml#/post/responses/409 status 409 –",
  ],
  [
    "a removed header",
    (d) => {
      delete d.paths[FLEX].get.responses["200"].headers["RateLimit-Limit"];
    },
    "paths/v2-flexClusters.yaml#/get/responses/200/headers/RateLimit-Limit header ratelimit-limit –",
  ],
  [
    "a changed type of a header",
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
    "a changed token URL",
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
    "a removed operation",
    (d) => {
      delete d.paths[FLEX].patch;
    },
    "paths/v2-flexClusters.yaml#/patch operation PATCH /api/atlas/v2/groups/{groupId}/flexClusters/{name} –",
  ],
];
