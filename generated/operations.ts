// Made by "npm run generate" from the description in openapi/. Do not edit.
// sha256 of the bundled description: a6115b1cd9559289efbe1c116ba16eb1859ab0c5642ad1a443defed9c763edc1

import type { AtlasResult, CallOptions, OperationCaller, OperationDescriptor } from "../src/operation.js";
import type * as schema from "./schema.js";

/** What `upgradeSharedClusterToServerless` takes. */
export interface UpgradeSharedClusterToServerlessRequest {
  /**
   * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
   * Must match `^([a-f0-9]{24})$`.
   * @example "32b6e34b3d91647abb20e7b8"
   */
  groupId: NonNullable<schema.operations["upgradeSharedClusterToServerless"]["parameters"]["path"]>["groupId"];
  /** The cluster to upgrade, by name, and the serverless instance that it should become. */
  body: UpgradeSharedClusterToServerlessBody;
}

/** The body that `upgradeSharedClusterToServerless` sends. */
export type UpgradeSharedClusterToServerlessBody = schema.Writable<NonNullable<schema.operations["upgradeSharedClusterToServerless"]["requestBody"]>["content"]["application/json"]>;

/** The body that `upgradeSharedClusterToServerless` is answered with when it succeeds. */
export type UpgradeSharedClusterToServerlessData = schema.Readable<schema.operations["upgradeSharedClusterToServerless"]["responses"][200]["content"]["application/json"]>;

/** The operations of the description as methods. */
export interface AtlasOperations {
  /**
   * Upgrade One Shared-Tier Cluster to One Serverless Instance.
   *
   * Asks Atlas to turn a shared-tier cluster of the project into a serverless instance.
   * The cluster is picked by the body's `name`; the path holds no cluster name.
   *
   * Atlas stopped creating serverless instances, so what the operation answers today is not known: 200, 400, 404 and 410 are all possible.
   * An upgrade is not idempotent and has no idempotency key: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
   *
   * `POST /api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless`, for the role Project Cluster Manager
   *
   * @deprecated since February 2025, sunset 2025-02-05: Atlas no longer creates serverless instances. Call instead, from M0 to Flex or dedicated (M10 and larger): POST /api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade; Flex to dedicated (M10 and larger): POST /api/atlas/v2/groups/{groupId}/flexClusters:tenantUpgrade; former M2 or M5 to Flex: nothing to call. See https://www.mongodb.com/docs/atlas/flex-migration/.
   * @param request - the path and query members, and the body
   * @param options - for this call only
   * @returns Atlas accepted the upgrade. The instance is described as it is now, usually still `UPDATING`.
   * @throws AtlasApiError for the statuses 400, 401, 402, 403, 404, 409, 410, 429, 500, and any other from 400 on
   * @throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent
   * @throws AtlasDeprecatedOperationError, before anything is sent, if the client is told to throw
   * @throws AtlasConnectionError, AtlasTimeoutError, AtlasAbortError or AtlasUnexpectedResponseError
   * @example
   * ```ts
   * const { data } = await atlas.upgradeSharedClusterToServerless({
   *   groupId: "32b6e34b3d91647abb20e7b8",
   *   body: {
   *     name: "shop-dev",
   *     providerSettings: {
   *       providerName: "SERVERLESS",
   *       backingProviderName: "AWS",
   *       regionName: "US_EAST_1"
   *     },
   *     serverlessBackupOptions: {
   *       serverlessContinuousBackupEnabled: true
   *     },
   *     tags: [
   *       {
   *         key: "team",
   *         value: "storefront"
   *       }
   *     ],
   *     terminationProtectionEnabled: true
   *   }
   * });
   * ```
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v1/operation/operation-upgradesharedclustertoserverless
   */
  upgradeSharedClusterToServerless(request: UpgradeSharedClusterToServerlessRequest, options?: CallOptions): Promise<AtlasResult<UpgradeSharedClusterToServerlessData>>;
}

/** The metadata of `upgradeSharedClusterToServerless`. */
export const upgradeSharedClusterToServerlessOperation = {
  operationId: "upgradeSharedClusterToServerless",
  method: "POST",
  path: "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless",
  parameters: [
    {
      name: "groupId",
      in: "path",
      required: true,
      pattern: "^([a-f0-9]{24})$"
    }
  ],
  requestBody: {
    required: true,
    mediaTypes: [
      "application/json"
    ]
  },
  responses: {
    "200": [
      "application/json"
    ],
    "400": [
      "application/json"
    ],
    "401": [
      "application/json"
    ],
    "402": [
      "application/json"
    ],
    "403": [
      "application/json"
    ],
    "404": [
      "application/json"
    ],
    "409": [
      "application/json"
    ],
    "410": [
      "application/json"
    ],
    "429": [
      "application/json"
    ],
    "500": [
      "application/json"
    ]
  },
  roles: [
    "Project Cluster Manager"
  ],
  deprecation: {
    since: "2025-02",
    sunset: "2025-02-05",
    reason: "Atlas no longer creates serverless instances.",
    documentation: "https://www.mongodb.com/docs/atlas/flex-migration/",
    successors: [
      {
        source: "M0",
        target: "Flex",
        method: "POST",
        path: "/api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade",
        mediaType: "application/vnd.atlas.2023-01-01+json",
        documentation: "https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-upgradegroupclustertenantupgrade",
        note: "Set `providerSettings.providerName` and `providerSettings.instanceSizeName` to `FLEX`. Send the media type as `Accept` and as `Content-Type`."
      },
      {
        source: "M0",
        target: "dedicated (M10 and larger)",
        method: "POST",
        path: "/api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade",
        mediaType: "application/vnd.atlas.2023-01-01+json",
        documentation: "https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-upgradegroupclustertenantupgrade",
        note: "Set `providerSettings.providerName` to the cloud and `providerSettings.instanceSizeName` to the size. A newer media type refuses this step."
      },
      {
        source: "Flex",
        target: "dedicated (M10 and larger)",
        method: "POST",
        path: "/api/atlas/v2/groups/{groupId}/flexClusters:tenantUpgrade",
        mediaType: "application/vnd.atlas.2024-11-13+json",
        documentation: "https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-tenantgroupflexclusterupgrade",
        note: "Takes Flex clusters only; it refuses an M0 or another shared-tier cluster."
      },
      {
        source: "former M2 or M5",
        target: "Flex",
        note: "Atlas has moved these clusters to Flex by itself; M2 and M5 have been unsupported since 2026-01-22."
      }
    ]
  }
} as const satisfies OperationDescriptor;

/** The metadata of every operation, by operation id. */
export const operationDescriptors = {
  upgradeSharedClusterToServerless: upgradeSharedClusterToServerlessOperation,
} as const satisfies Record<keyof AtlasOperations, OperationDescriptor>;

/** The named operations over something that can carry them out. */
export function createOperations(call: OperationCaller): AtlasOperations {
  return {
    upgradeSharedClusterToServerless: (request, options) => call(upgradeSharedClusterToServerlessOperation, request, options),
  };
}
