// Made by "npm run generate" from the description in openapi/. Do not edit.
// sha256 of the bundled description: 9a0259c5bccc95fe4d7e7058d87a744b5f159ab8c89285a3edfcd6f065ae0dfb

import type { Contract } from "../src/testing/contract.js";

/** What requests must be, and what responses look like: the description without its words. */
export const contract: Contract = {
  operations: {
    upgradeSharedClusterToServerless: {
      parameters: [
        { name: "groupId", in: "path", required: true, schema: { type: "string", pattern: "^([a-f0-9]{24})$" } },
        { name: "envelope", in: "query", required: false, schema: { type: "boolean" } },
        { name: "pretty", in: "query", required: false, schema: { type: "boolean" } },
      ],
      requestBody: { "application/json": { $ref: "#/components/schemas/ServerlessInstanceDescription" } },
      responses: {
        "200": "200",
        "400": "400",
        "401": "401",
        "402": "402",
        "403": "403",
        "404": "404",
        "409": "409",
        "410": "410",
        "429": "429",
        "500": "500",
      },
    },
    upgradeSharedCluster: {
      parameters: [
        { name: "groupId", in: "path", required: true, schema: { type: "string", pattern: "^([a-f0-9]{24})$" } },
        { name: "envelope", in: "query", required: false, schema: { type: "boolean" } },
        { name: "pretty", in: "query", required: false, schema: { type: "boolean" } },
      ],
      requestBody: { "application/vnd.atlas.2023-01-01+json": { $ref: "#/components/schemas/TenantUpgradeRequest" } },
      responses: {
        "200": "200 of upgradeSharedCluster",
        "400": "400",
        "401": "401",
        "402": "402",
        "403": "403",
        "404": "404",
        "409": "409",
        "429": "429",
        "500": "500",
      },
    },
    getCluster: {
      parameters: [
        { name: "groupId", in: "path", required: true, schema: { type: "string", pattern: "^([a-f0-9]{24})$" } },
        {
          name: "clusterName",
          in: "path",
          required: true,
          schema: { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]*$", minLength: 1, maxLength: 64 },
        },
        { name: "Use-Effective-Instance-Fields", in: "header", required: false, schema: { type: "boolean" } },
        { name: "Use-Effective-Fields-Replication-Specs", in: "header", required: false, schema: { type: "boolean" } },
        { name: "envelope", in: "query", required: false, schema: { type: "boolean" } },
        { name: "pretty", in: "query", required: false, schema: { type: "boolean" } },
      ],
      responses: {
        "200": "200 of getCluster",
        "400": "400",
        "401": "401",
        "403": "403",
        "404": "404",
        "409": "409",
        "429": "429",
        "500": "500",
      },
    },
    upgradeFlexCluster: {
      parameters: [
        { name: "groupId", in: "path", required: true, schema: { type: "string", pattern: "^([a-f0-9]{24})$" } },
        { name: "envelope", in: "query", required: false, schema: { type: "boolean" } },
        { name: "pretty", in: "query", required: false, schema: { type: "boolean" } },
      ],
      requestBody: { "application/vnd.atlas.2024-11-13+json": { $ref: "#/components/schemas/FlexUpgradeRequest" } },
      responses: {
        "200": "200 of upgradeFlexCluster",
        "400": "400",
        "401": "401",
        "402": "402",
        "403": "403",
        "404": "404",
        "409": "409",
        "429": "429",
        "500": "500",
      },
    },
    getFlexCluster: {
      parameters: [
        { name: "groupId", in: "path", required: true, schema: { type: "string", pattern: "^([a-f0-9]{24})$" } },
        {
          name: "name",
          in: "path",
          required: true,
          schema: { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]*$", minLength: 1, maxLength: 64 },
        },
        { name: "envelope", in: "query", required: false, schema: { type: "boolean" } },
        { name: "pretty", in: "query", required: false, schema: { type: "boolean" } },
      ],
      responses: {
        "200": "200 of getFlexCluster",
        "400": "400",
        "401": "401",
        "403": "403",
        "404": "404",
        "409": "409",
        "429": "429",
        "500": "500",
      },
    },
    updateFlexCluster: {
      parameters: [
        { name: "groupId", in: "path", required: true, schema: { type: "string", pattern: "^([a-f0-9]{24})$" } },
        {
          name: "name",
          in: "path",
          required: true,
          schema: { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]*$", minLength: 1, maxLength: 64 },
        },
        { name: "envelope", in: "query", required: false, schema: { type: "boolean" } },
        { name: "pretty", in: "query", required: false, schema: { type: "boolean" } },
      ],
      requestBody: { "application/vnd.atlas.2024-11-13+json": { $ref: "#/components/schemas/FlexClusterSettings" } },
      responses: {
        "200": "200 of updateFlexCluster",
        "400": "400",
        "401": "401",
        "402": "402",
        "403": "403",
        "404": "404",
        "409": "409",
        "429": "429",
        "500": "500",
      },
    },
  },
  responses: {
    "200": {
      headers: [],
      content: {
        "application/json": {
          updating: {
            createDate: "2024-11-19T08:15:30Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "673c4a1290a1b23c45d67e8f",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            providerSettings: { backingProviderName: "AWS", providerName: "SERVERLESS", regionName: "US_EAST_1" },
            serverlessBackupOptions: { serverlessContinuousBackupEnabled: true },
            stateName: "UPDATING",
            tags: [{ key: "team", value: "storefront" }],
            terminationProtectionEnabled: true,
          },
          idle: {
            connectionStrings: {
              privateEndpoint: [
                {
                  endpoints: [{ endpointId: "vpce-0a1b2c3d4e5f67890", providerName: "AWS", region: "US_EAST_1" }],
                  srvConnectionString: "mongodb+srv://shop-dev-pe-0.ab1cd.mongodb.net",
                  type: "MONGOS",
                },
              ],
              standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net",
            },
            createDate: "2024-11-19T08:21:04Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "673c4b5890a1b23c45d67f21",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v1.0/groups/32b6e34b3d91647abb20e7b8/serverless/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            providerSettings: {
              backingProviderName: "AWS",
              effectiveDiskSizeGBLimit: 1024,
              effectiveProviderName: "SERVERLESS",
              providerName: "SERVERLESS",
              regionName: "US_EAST_1",
            },
            serverlessBackupOptions: { serverlessContinuousBackupEnabled: true },
            stateName: "IDLE",
            tags: [{ key: "team", value: "storefront" }],
            terminationProtectionEnabled: true,
          },
          documentation: {
            connectionStrings: {
              privateEndpoint: [
                {
                  endpoints: [{ endpointId: "string", providerName: "AWS", region: "string" }],
                  srvConnectionString: "string",
                  type: "MONGOS",
                },
              ],
              standardSrv: "string",
            },
            createDate: "2026-05-04T09:42:00Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "32b6e34b3d91647abb20e7b8",
            links: [{ href: "https://cloud.mongodb.com/api/atlas", rel: "self" }],
            name: "string",
            providerSettings: {
              backingProviderName: "AWS",
              effectiveDiskSizeGBLimit: 42,
              effectiveInstanceSizeName: "M10",
              effectiveProviderName: "string",
              providerName: "SERVERLESS",
              regionName: "string",
            },
            serverlessBackupOptions: { serverlessContinuousBackupEnabled: true },
            stateName: "IDLE",
            tags: [{ key: "string", value: "string" }],
            terminationProtectionEnabled: false,
          },
        },
      },
    },
    "400": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          rejectedProperties: {
            badRequestDetail: {
              fields: [
                { field: "providerSettings.regionName", description: "The region is not offered by this provider." },
              ],
            },
            detail: "The request has a property with an unusable value.",
            error: 400,
            errorCode: "VALIDATION_ERROR",
            reason: "Bad Request",
          },
          flexCluster: {
            detail: "Cluster shop-dev is a Flex cluster; use the Flex cluster API for it.",
            error: 400,
            errorCode: "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API",
            parameters: [],
            reason: "Bad Request",
          },
          nonFlexCluster: {
            detail: "Cluster shop-dev is not a Flex cluster; use the cluster API for it.",
            error: 400,
            errorCode: "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API",
            parameters: [],
            reason: "Bad Request",
          },
          documentation: {
            detail: "(This is just an example, the exception may not be related to this endpoint) No provider AWS exists.",
            error: 400,
            errorCode: "VALIDATION_ERROR",
            reason: "Bad Request",
          },
        },
      },
    },
    "401": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          unknownCredentials: {
            detail: "You are not authorized for this resource.",
            error: 401,
            errorCode: "UNEXPECTED_ERROR",
            reason: "Unauthorized",
          },
          documentation: {
            detail: "(This is just an example, the exception may not be related to this endpoint)",
            error: 401,
            errorCode: "NOT_ORG_GROUP_CREATOR",
            reason: "Unauthorized",
          },
        },
      },
    },
    "402": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          noPaymentMethod: {
            detail: "No payment information was found for the organization of this project.",
            error: 402,
            errorCode: "NO_PAYMENT_INFORMATION_FOUND",
            parameters: [],
            reason: "Payment Required",
          },
          documentation: {
            detail: "(This is just an example, the exception may not be related to this endpoint)",
            error: 402,
            errorCode: "NO_PAYMENT_INFORMATION_FOUND",
            reason: "Payment Required",
          },
        },
      },
    },
    "403": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          addressNotAllowed: {
            detail: "The address 203.0.113.7 may not use this resource.",
            error: 403,
            errorCode: "IP_ADDRESS_NOT_ON_ACCESS_LIST",
            parameters: ["203.0.113.7"],
            reason: "Forbidden",
          },
          documentation: {
            detail: "(This is just an example, the exception may not be related to this endpoint)",
            error: 403,
            errorCode: "CANNOT_CHANGE_GROUP_NAME",
            reason: "Forbidden",
          },
        },
      },
    },
    "404": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          noSuchCluster: {
            detail: "There is no cluster shop-dev in project 32b6e34b3d91647abb20e7b8.",
            error: 404,
            errorCode: "CLUSTER_NOT_FOUND",
            parameters: ["shop-dev", "32b6e34b3d91647abb20e7b8"],
            reason: "Not Found",
          },
          noSuchProject: {
            detail: "There is no project 32b6e34b3d91647abb20e7b8.",
            error: 404,
            errorCode: "GROUP_NOT_FOUND",
            parameters: ["32b6e34b3d91647abb20e7b8"],
            reason: "Not Found",
          },
          documentation: {
            detail: "(This is just an example, the exception may not be related to this endpoint) Cannot find resource AWS",
            error: 404,
            errorCode: "RESOURCE_NOT_FOUND",
            reason: "Not Found",
          },
        },
      },
    },
    "409": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          restoreRunning: {
            detail: "Cluster shop-dev is being restored; it can't be changed before that is done.",
            error: 409,
            errorCode: "CLUSTER_RESTORE_IN_PROGRESS_CANNOT_UPDATE",
            parameters: ["shop-dev"],
            reason: "Conflict",
          },
          documentation: {
            detail: "(This is just an example, the exception may not be related to this endpoint) Cannot delete organization link while there is active migration in following project ids: 60c4fd418ebe251047c50554",
            error: 409,
            errorCode: "CANNOT_DELETE_ORG_ACTIVE_LIVE_MIGRATION_ATLAS_ORG_LINK",
            reason: "Conflict",
          },
        },
      },
    },
    "410": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          versionGone: {
            detail: "Version 1.0 is no longer available.",
            error: 410,
            errorCode: "VERSION_GONE",
            parameters: ["1.0"],
            reason: "Gone",
          },
        },
      },
    },
    "429": {
      headers: ["X-Error-Code", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining"],
      content: {
        "application/json": {
          rateLimited: {
            detail: "Too many requests from this project; try again later.",
            error: 429,
            errorCode: "RATE_LIMITED",
            parameters: [10],
            reason: "Too Many Requests",
          },
          tokenBucket: {
            detail: "Too many requests; try again later.",
            error: 429,
            errorCode: "RATE_LIMITED_TOKEN_BUCKET",
            parameters: [],
            reason: "Too Many Requests",
          },
        },
      },
    },
    "500": {
      headers: ["X-Error-Code"],
      content: {
        "application/json": {
          unexpected: {
            detail: "An unexpected error happened while the request was handled.",
            error: 500,
            errorCode: "UNEXPECTED_ERROR",
            parameters: [],
            reason: "Internal Server Error",
          },
          documentation: {
            detail: "(This is just an example, the exception may not be related to this endpoint)",
            error: 500,
            errorCode: "UNEXPECTED_ERROR",
            reason: "Internal Server Error",
          },
        },
      },
    },
    "200 of upgradeSharedCluster": {
      headers: ["RateLimit-Limit", "RateLimit-Remaining"],
      content: {
        "application/vnd.atlas.2023-01-01+json": {
          updating: {
            backupEnabled: false,
            clusterType: "REPLICASET",
            connectionStrings: {
              standard: "mongodb://shop-dev-shard-00-00.ab1cd.mongodb.net:27017/?ssl=true",
              standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net",
            },
            createDate: "2024-11-19T08:15:30Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "673c4a1290a1b23c45d67e8f",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/clusters/shop-dev",
                rel: "self",
              },
            ],
            mongoDBMajorVersion: "8.0",
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            paused: false,
            providerSettings: {
              providerName: "TENANT",
              backingProviderName: "AWS",
              effectiveInstanceSizeName: "M0",
              instanceSizeName: "M0",
              regionName: "US_EAST_1",
            },
            stateName: "UPDATING",
            terminationProtectionEnabled: false,
            versionReleaseSystem: "LTS",
          },
        },
      },
    },
    "200 of getCluster": {
      headers: ["RateLimit-Limit", "RateLimit-Remaining"],
      content: {
        "application/vnd.atlas.2024-08-05+json": {
          m10Idle: {
            backupEnabled: true,
            clusterType: "REPLICASET",
            connectionStrings: {
              standard: "mongodb://shop-dev-shard-00-00.ab1cd.mongodb.net:27017/?ssl=true",
              standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net",
            },
            createDate: "2026-11-24T09:41:37Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "674ef8c190a1b23c45d6ab77",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/clusters/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            paused: false,
            replicationSpecs: [
              {
                id: "674ef8c190a1b23c45d6ab78",
                regionConfigs: [
                  {
                    electableSpecs: { diskSizeGB: 10, instanceSize: "M10", nodeCount: 3 },
                    priority: 7,
                    providerName: "AWS",
                    regionName: "US_EAST_1",
                  },
                ],
                zoneId: "674ef8c190a1b23c45d6ab79",
                zoneName: "Zone 1",
              },
            ],
            stateName: "IDLE",
            tags: [{ key: "team", value: "storefront" }],
            terminationProtectionEnabled: true,
          },
          m0Idle: {
            backupEnabled: false,
            clusterType: "REPLICASET",
            connectionStrings: { standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net" },
            createDate: "2024-11-19T08:15:30Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "673c4a1290a1b23c45d67e8f",
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            paused: false,
            replicationSpecs: [
              {
                id: "673c4a1290a1b23c45d67e90",
                regionConfigs: [
                  {
                    backingProviderName: "AWS",
                    electableSpecs: { instanceSize: "M0" },
                    priority: 7,
                    providerName: "TENANT",
                    regionName: "US_EAST_1",
                  },
                ],
                zoneId: "673c4a1290a1b23c45d67e91",
                zoneName: "Zone 1",
              },
            ],
            stateName: "IDLE",
            terminationProtectionEnabled: false,
          },
          m0Updating: {
            clusterType: "REPLICASET",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "673c4a1290a1b23c45d67e8f",
            name: "shop-dev",
            replicationSpecs: [
              {
                regionConfigs: [
                  {
                    backingProviderName: "AWS",
                    electableSpecs: { instanceSize: "M0" },
                    priority: 7,
                    providerName: "TENANT",
                    regionName: "US_EAST_1",
                  },
                ],
              },
            ],
            stateName: "UPDATING",
          },
        },
      },
    },
    "200 of upgradeFlexCluster": {
      headers: ["RateLimit-Limit", "RateLimit-Remaining"],
      content: {
        "application/vnd.atlas.2024-11-13+json": {
          updating: {
            backupSettings: { enabled: true },
            clusterType: "REPLICASET",
            createDate: "2026-11-24T09:02:11Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "674ef2a390a1b23c45d6aa01",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            providerSettings: {
              backingProviderName: "AWS",
              diskSizeGB: 5,
              providerName: "FLEX",
              regionName: "US_EAST_1",
            },
            stateName: "UPDATING",
            terminationProtectionEnabled: false,
            versionReleaseSystem: "LTS",
          },
        },
      },
    },
    "200 of getFlexCluster": {
      headers: ["RateLimit-Limit", "RateLimit-Remaining"],
      content: {
        "application/vnd.atlas.2024-11-13+json": {
          idle: {
            backupSettings: { enabled: true },
            clusterType: "REPLICASET",
            connectionStrings: {
              standard: "mongodb://ac-9x8y7z-shard-00-00.ab1cd.mongodb.net:27017/?ssl=true",
              standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net",
            },
            createDate: "2026-11-24T09:02:11Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "674ef2a390a1b23c45d6aa01",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            providerSettings: {
              backingProviderName: "AWS",
              diskSizeGB: 5,
              providerName: "FLEX",
              regionName: "US_EAST_1",
            },
            stateName: "IDLE",
            terminationProtectionEnabled: false,
            versionReleaseSystem: "LTS",
          },
          updating: {
            backupSettings: { enabled: true },
            clusterType: "REPLICASET",
            createDate: "2026-11-24T09:02:11Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "674ef2a390a1b23c45d6aa01",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            providerSettings: {
              backingProviderName: "AWS",
              diskSizeGB: 5,
              providerName: "FLEX",
              regionName: "US_EAST_1",
            },
            stateName: "UPDATING",
            terminationProtectionEnabled: false,
            versionReleaseSystem: "LTS",
          },
        },
      },
    },
    "200 of updateFlexCluster": {
      headers: ["RateLimit-Limit", "RateLimit-Remaining"],
      content: {
        "application/vnd.atlas.2024-11-13+json": {
          changed: {
            backupSettings: { enabled: true },
            clusterType: "REPLICASET",
            connectionStrings: {
              standard: "mongodb://ac-9x8y7z-shard-00-00.ab1cd.mongodb.net:27017/?ssl=true",
              standardSrv: "mongodb+srv://shop-dev.ab1cd.mongodb.net",
            },
            createDate: "2026-11-24T09:02:11Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "674ef2a390a1b23c45d6aa01",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            providerSettings: {
              backingProviderName: "AWS",
              diskSizeGB: 5,
              providerName: "FLEX",
              regionName: "US_EAST_1",
            },
            stateName: "IDLE",
            tags: [{ key: "team", value: "storefront" }],
            terminationProtectionEnabled: true,
            versionReleaseSystem: "LTS",
          },
          updating: {
            backupSettings: { enabled: true },
            clusterType: "REPLICASET",
            createDate: "2026-11-24T09:02:11Z",
            groupId: "32b6e34b3d91647abb20e7b8",
            id: "674ef2a390a1b23c45d6aa01",
            links: [
              {
                href: "https://cloud.mongodb.com/api/atlas/v2/groups/32b6e34b3d91647abb20e7b8/flexClusters/shop-dev",
                rel: "self",
              },
            ],
            mongoDBVersion: "8.0.4",
            name: "shop-dev",
            providerSettings: {
              backingProviderName: "AWS",
              diskSizeGB: 5,
              providerName: "FLEX",
              regionName: "US_EAST_1",
            },
            stateName: "UPDATING",
            terminationProtectionEnabled: false,
            versionReleaseSystem: "LTS",
          },
        },
      },
    },
  },
  schemas: {
    ServerlessInstanceDescription: {
      type: "object",
      required: ["providerSettings"],
      properties: {
        name: { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]*$" },
        providerSettings: { $ref: "#/components/schemas/ServerlessProviderSettings" },
        serverlessBackupOptions: { $ref: "#/components/schemas/ServerlessBackupOptions" },
        tags: { type: "array", items: { $ref: "#/components/schemas/ResourceTag" } },
        terminationProtectionEnabled: { type: "boolean" },
        connectionStrings: {
          type: "object",
          readOnly: true,
          properties: {
            standardSrv: { type: "string" },
            privateEndpoint: { type: "array", items: { $ref: "#/components/schemas/ServerlessPrivateEndpoint" } },
          },
        },
        createDate: { type: "string", format: "date-time", readOnly: true },
        groupId: { type: "string", pattern: "^([a-f0-9]{24})$", readOnly: true },
        id: { type: "string", pattern: "^([a-f0-9]{24})$", readOnly: true },
        links: { type: "array", readOnly: true, items: { $ref: "#/components/schemas/Link" } },
        mongoDBVersion: { type: "string", pattern: "([\\d]+\\.[\\d]+\\.[\\d]+)", readOnly: true },
        stateName: { type: "string", readOnly: true, enum: ["IDLE", "CREATING", "UPDATING", "DELETING", "REPAIRING"] },
      },
    },
    ServerlessProviderSettings: {
      type: "object",
      required: ["backingProviderName", "regionName"],
      properties: {
        backingProviderName: { type: "string", enum: ["AWS", "AZURE", "GCP"] },
        providerName: { type: "string", enum: ["SERVERLESS"] },
        regionName: { type: "string" },
        effectiveDiskSizeGBLimit: { type: "integer", format: "int32", readOnly: true },
        effectiveInstanceSizeName: { type: "string", readOnly: true },
        effectiveProviderName: { type: "string", readOnly: true },
      },
    },
    ServerlessBackupOptions: { type: "object", properties: { serverlessContinuousBackupEnabled: { type: "boolean" } } },
    ResourceTag: {
      type: "object",
      required: ["key", "value"],
      properties: {
        key: { type: "string", minLength: 1, maxLength: 255 },
        value: { type: "string", minLength: 1, maxLength: 255 },
      },
    },
    ServerlessPrivateEndpoint: {
      type: "object",
      properties: {
        endpoints: { type: "array", items: { $ref: "#/components/schemas/ServerlessPrivateEndpointItem" } },
        srvConnectionString: { type: "string" },
        type: { type: "string", enum: ["MONGOS"] },
      },
    },
    ServerlessPrivateEndpointItem: {
      type: "object",
      properties: {
        endpointId: { type: "string" },
        providerName: { type: "string", enum: ["AWS", "AZURE"] },
        region: { type: "string" },
      },
    },
    Link: { type: "object", properties: { href: { type: "string" }, rel: { type: "string" } } },
    TenantUpgradeRequest: {
      allOf: [
        { $ref: "#/components/schemas/TenantClusterSettings" },
        {
          type: "object",
          required: ["name"],
          properties: { name: { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]*$" } },
        },
      ],
    },
    TenantClusterSettings: {
      type: "object",
      properties: {
        clusterType: { type: "string", enum: ["REPLICASET", "SHARDED", "GEOSHARDED"] },
        providerSettings: { $ref: "#/components/schemas/ProviderSettings" },
        backupEnabled: { type: "boolean" },
        providerBackupEnabled: { type: "boolean" },
        pitEnabled: { type: "boolean" },
        diskSizeGB: { type: "number", minimum: 10, maximum: 4096 },
        mongoDBMajorVersion: { type: "string" },
        tags: { type: "array", items: { $ref: "#/components/schemas/ResourceTag" } },
        terminationProtectionEnabled: { type: "boolean" },
        versionReleaseSystem: { type: "string", enum: ["LTS", "CONTINUOUS"] },
      },
    },
    ProviderSettings: {
      oneOf: [
        { $ref: "#/components/schemas/FlexProviderSettings" },
        { $ref: "#/components/schemas/DedicatedProviderSettings" },
        { $ref: "#/components/schemas/TenantProviderSettings" },
      ],
      discriminator: {
        propertyName: "providerName",
        mapping: {
          FLEX: "#/components/schemas/FlexProviderSettings",
          AWS: "#/components/schemas/DedicatedProviderSettings",
          AZURE: "#/components/schemas/DedicatedProviderSettings",
          GCP: "#/components/schemas/DedicatedProviderSettings",
          TENANT: "#/components/schemas/TenantProviderSettings",
        },
      },
    },
    FlexProviderSettings: {
      type: "object",
      required: ["providerName"],
      properties: {
        providerName: { type: "string", enum: ["FLEX"] },
        instanceSizeName: { type: "string", enum: ["FLEX"] },
        backingProviderName: { type: "string", enum: ["AWS", "GCP", "AZURE"] },
        regionName: { type: "string" },
      },
    },
    DedicatedProviderSettings: {
      type: "object",
      required: ["providerName"],
      properties: {
        providerName: { type: "string", enum: ["AWS", "AZURE", "GCP"] },
        instanceSizeName: { type: "string" },
        regionName: { type: "string" },
      },
    },
    TenantProviderSettings: {
      type: "object",
      required: ["providerName"],
      properties: {
        providerName: { type: "string", enum: ["TENANT"] },
        instanceSizeName: { type: "string", enum: ["M0", "M2", "M5"] },
        backingProviderName: { type: "string", enum: ["AWS", "GCP", "AZURE"] },
        regionName: { type: "string" },
        effectiveInstanceSizeName: { type: "string", readOnly: true, enum: ["FLEX", "M2", "M5", "M0"] },
      },
    },
    FlexUpgradeRequest: {
      type: "object",
      required: ["name"],
      properties: {
        name: { type: "string", pattern: "^[a-zA-Z0-9][a-zA-Z0-9-]*$" },
        clusterType: { type: "string", enum: ["REPLICASET", "SHARDED", "GEOSHARDED"] },
        replicationSpecs: { type: "array", items: { $ref: "#/components/schemas/FlexUpgradeReplicationSpec" } },
        backupEnabled: { type: "boolean" },
        pitEnabled: { type: "boolean" },
        terminationProtectionEnabled: { type: "boolean" },
        tags: { type: "array", items: { $ref: "#/components/schemas/ResourceTag" } },
        mongoDBMajorVersion: { type: "string" },
        versionReleaseSystem: { type: "string", enum: ["LTS", "CONTINUOUS"] },
      },
    },
    FlexUpgradeReplicationSpec: {
      type: "object",
      properties: {
        regionConfigs: { type: "array", items: { $ref: "#/components/schemas/DedicatedRegionConfig" } },
        zoneName: { type: "string" },
      },
    },
    DedicatedRegionConfig: {
      type: "object",
      required: ["providerName"],
      properties: {
        providerName: { type: "string", enum: ["AWS", "AZURE", "GCP"] },
        regionName: { type: "string" },
        priority: { type: "integer", format: "int32", minimum: 0, maximum: 7 },
        electableSpecs: { $ref: "#/components/schemas/ElectableSpecs" },
      },
    },
    ElectableSpecs: {
      type: "object",
      properties: {
        instanceSize: { type: "string" },
        nodeCount: { type: "integer", format: "int32" },
        diskSizeGB: { type: "number" },
      },
    },
    FlexClusterSettings: {
      type: "object",
      properties: {
        tags: { type: "array", items: { $ref: "#/components/schemas/ResourceTag" } },
        terminationProtectionEnabled: { type: "boolean" },
      },
    },
  },
};
