// Made by "npm run generate" from an OpenAPI description. Do not edit.
// sha256 of the bundled description: 61b1ec3ca33cae2155db0734ebaff5a6a9d1566936e5349e61db9babe3582a44

import type { AtlasResult, CallOptions, DescriptorOf } from "../src/operation.js";
import { callDescriptors } from "./calls.js";
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

/** The body of a successful response to `upgradeSharedClusterToServerless`. */
export type UpgradeSharedClusterToServerlessData = schema.Readable<schema.operations["upgradeSharedClusterToServerless"]["responses"][200]["content"]["application/json"]>;

/** What `upgradeSharedCluster` takes. */
export interface UpgradeSharedClusterRequest {
  /**
   * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
   * Must match `^([a-f0-9]{24})$`.
   * @example "32b6e34b3d91647abb20e7b8"
   */
  groupId: NonNullable<schema.operations["upgradeSharedCluster"]["parameters"]["path"]>["groupId"];
  /** The cluster to upgrade, by name, and what it should become. */
  body: UpgradeSharedClusterBody;
}

/** The body that `upgradeSharedCluster` sends. */
export type UpgradeSharedClusterBody = schema.Writable<NonNullable<schema.operations["upgradeSharedCluster"]["requestBody"]>["content"]["application/vnd.atlas.2023-01-01+json"]>;

/** The body of a successful response to `upgradeSharedCluster`. */
export type UpgradeSharedClusterData = schema.Readable<schema.operations["upgradeSharedCluster"]["responses"][200]["content"]["application/vnd.atlas.2023-01-01+json"]>;

/** What `getCluster` takes. */
export interface GetClusterRequest {
  /**
   * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
   * Must match `^([a-f0-9]{24})$`.
   * @example "32b6e34b3d91647abb20e7b8"
   */
  groupId: NonNullable<schema.operations["getCluster"]["parameters"]["path"]>["groupId"];
  /**
   * The cluster's name, 1 to 64 characters.
   * Must match `^[a-zA-Z0-9][a-zA-Z0-9-]*$`.
   * @example "shop-dev"
   */
  clusterName: NonNullable<schema.operations["getCluster"]["parameters"]["path"]>["clusterName"];
  /**
   * Whether the fields for sizes and disks show what was requested, and further fields, whose names start with `effective`, what is in effect. By default, the fields show what is in effect. Useful where auto-scaling changes sizes.
   * @default false
   */
  "Use-Effective-Instance-Fields"?: NonNullable<schema.operations["getCluster"]["parameters"]["header"]>["Use-Effective-Instance-Fields"];
  /**
   * Whether `replicationSpecs` shows what was requested, and `effectiveReplicationSpecs` what is in effect. By default, `replicationSpecs` shows what is in effect.
   * @default false
   */
  "Use-Effective-Fields-Replication-Specs"?: NonNullable<schema.operations["getCluster"]["parameters"]["header"]>["Use-Effective-Fields-Replication-Specs"];
}

/** The body of a successful response to `getCluster`. */
export type GetClusterData = schema.Readable<schema.operations["getCluster"]["responses"][200]["content"]["application/vnd.atlas.2024-08-05+json"]>;

/** What `upgradeFlexCluster` takes. */
export interface UpgradeFlexClusterRequest {
  /**
   * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
   * Must match `^([a-f0-9]{24})$`.
   * @example "32b6e34b3d91647abb20e7b8"
   */
  groupId: NonNullable<schema.operations["upgradeFlexCluster"]["parameters"]["path"]>["groupId"];
  /** The Flex cluster to upgrade, by name, and the dedicated cluster that it should become. */
  body: UpgradeFlexClusterBody;
}

/** The body that `upgradeFlexCluster` sends. */
export type UpgradeFlexClusterBody = schema.Writable<NonNullable<schema.operations["upgradeFlexCluster"]["requestBody"]>["content"]["application/vnd.atlas.2024-11-13+json"]>;

/** The body of a successful response to `upgradeFlexCluster`. */
export type UpgradeFlexClusterData = schema.Readable<schema.operations["upgradeFlexCluster"]["responses"][200]["content"]["application/vnd.atlas.2024-11-13+json"]>;

/** What `getFlexCluster` takes. */
export interface GetFlexClusterRequest {
  /**
   * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
   * Must match `^([a-f0-9]{24})$`.
   * @example "32b6e34b3d91647abb20e7b8"
   */
  groupId: NonNullable<schema.operations["getFlexCluster"]["parameters"]["path"]>["groupId"];
  /**
   * The Flex cluster's name, 1 to 64 characters.
   * Must match `^[a-zA-Z0-9][a-zA-Z0-9-]*$`.
   * @example "shop-dev"
   */
  name: NonNullable<schema.operations["getFlexCluster"]["parameters"]["path"]>["name"];
}

/** The body of a successful response to `getFlexCluster`. */
export type GetFlexClusterData = schema.Readable<schema.operations["getFlexCluster"]["responses"][200]["content"]["application/vnd.atlas.2024-11-13+json"]>;

/** What `updateFlexCluster` takes. */
export interface UpdateFlexClusterRequest {
  /**
   * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
   * Must match `^([a-f0-9]{24})$`.
   * @example "32b6e34b3d91647abb20e7b8"
   */
  groupId: NonNullable<schema.operations["updateFlexCluster"]["parameters"]["path"]>["groupId"];
  /**
   * The Flex cluster's name, 1 to 64 characters.
   * Must match `^[a-zA-Z0-9][a-zA-Z0-9-]*$`.
   * @example "shop-dev"
   */
  name: NonNullable<schema.operations["updateFlexCluster"]["parameters"]["path"]>["name"];
  /** The settings to change; those that are left out stay as they are. */
  body: UpdateFlexClusterBody;
}

/** The body that `updateFlexCluster` sends. */
export type UpdateFlexClusterBody = schema.Writable<NonNullable<schema.operations["updateFlexCluster"]["requestBody"]>["content"]["application/vnd.atlas.2024-11-13+json"]>;

/** The body of a successful response to `updateFlexCluster`. */
export type UpdateFlexClusterData = schema.Readable<schema.operations["updateFlexCluster"]["responses"][200]["content"]["application/vnd.atlas.2024-11-13+json"]>;

/** The operations of the description as methods. */
export interface AtlasOperations {
  /**
   * Upgrade One Shared-Tier Cluster to One Serverless Instance.
   *
   * Asks Atlas to turn a shared-tier cluster of the project into a serverless instance.
   * The body's `name` selects the cluster; the path does not contain it.
   *
   * Atlas stopped creating serverless instances, so how the operation responds today is not known: 200, 400, 404 and 410 are all possible.
   * An upgrade is not idempotent and has no idempotency key: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
   *
   * `POST /api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless`, for the role Project Cluster Manager
   *
   * @deprecated since February 2025, sunset 2025-02-05: Atlas no longer creates serverless instances. Call instead, from M0 to Flex or dedicated (M10 and larger): upgradeSharedCluster, POST /api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade; Flex to dedicated (M10 and larger): upgradeFlexCluster, POST /api/atlas/v2/groups/{groupId}/flexClusters:tenantUpgrade; former M2 or M5 to Flex: nothing to call; former serverless instance to Free, Flex or dedicated: nothing to call. See https://www.mongodb.com/docs/atlas/flex-migration/.
   * @param request - the path parameters and the body
   * @param options - for this call only
   * @returns Atlas accepted the upgrade. The response shows the instance as it is now, usually still `UPDATING`.
   * @throws AtlasApiError for the statuses 400, 401, 402, 403, 404, 409, 410, 429, 500, and any other from 400 on
   * @throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent
   * @throws AtlasDeprecatedOperationError, before anything is sent, if the client is configured to throw
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
   *       regionName: "US_EAST_1",
   *     },
   *     serverlessBackupOptions: { serverlessContinuousBackupEnabled: true },
   *     tags: [{ key: "team", value: "storefront" }],
   *     terminationProtectionEnabled: true,
   *   },
   * });
   * ```
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v1/operation/operation-upgradesharedclustertoserverless
   */
  upgradeSharedClusterToServerless(request: UpgradeSharedClusterToServerlessRequest, options?: CallOptions): Promise<AtlasResult<UpgradeSharedClusterToServerlessData>>;
  /**
   * Upgrade One Shared-Tier Cluster.
   *
   * Upgrades an M0 cluster of the project to Flex or to a dedicated size; the body's `name` selects the cluster.
   * Atlas responds while the upgrade is still under way, with the cluster as it was before. The cluster's `id` and `createDate` change during the upgrade: refer to it by name.
   *
   * An upgrade is not idempotent: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
   *
   * To follow it, poll:
   * - `getFlexCluster`, if `providerSettings.providerName` of the body is FLEX
   * - `getCluster` otherwise
   *
   * `POST /api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade`, for the role Project Cluster Manager
   *
   * @param request - the path parameters and the body
   * @param options - for this call only
   * @returns Atlas accepted the upgrade. The response still shows the cluster from before it.
   * @throws AtlasApiError for the statuses 400, 401, 402, 403, 404, 409, 429, 500, and any other from 400 on
   * @throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent
   * @throws AtlasConnectionError, AtlasTimeoutError, AtlasAbortError or AtlasUnexpectedResponseError
   * @example
   * ```ts
   * const { data } = await atlas.upgradeSharedCluster({
   *   groupId: "32b6e34b3d91647abb20e7b8",
   *   body: {
   *     name: "shop-dev",
   *     providerSettings: {
   *       providerName: "FLEX",
   *       instanceSizeName: "FLEX",
   *       backingProviderName: "AWS",
   *       regionName: "US_EAST_1",
   *     },
   *   },
   * });
   * ```
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-upgradegroupclustertenantupgrade
   */
  upgradeSharedCluster(request: UpgradeSharedClusterRequest, options?: CallOptions): Promise<AtlasResult<UpgradeSharedClusterData>>;
  /**
   * Return One Cluster.
   *
   * Looks a shared or dedicated cluster up by its name. For a Flex cluster the response is 400 with `CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API`.
   * Of its three published API versions, this is the newest; the others end on 2027-07-01.
   *
   * While waiting, its responses mean (the first that fits applies):
   * - 200 (state DELETING): failed. Atlas is deleting the cluster.
   * - 200 (state IDLE, tier as intended, connection present): done. The cluster is what it was to become, ready and reachable.
   * - 200: pending. The cluster is not ready yet, or not what it was to become, which Atlas can show as IDLE for minutes.
   * - 400 (CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API): elsewhere. It is a Flex cluster.
   * - 404 (CLUSTER_NOT_FOUND): elsewhere. This API does not know the cluster.
   * - 429: pending. Atlas asks for fewer requests.
   * - 4XX: failed. Atlas rejects the request, and would reject the next one.
   * - 5XX: pending. Atlas could not respond.
   *
   * `GET /api/atlas/v2/groups/{groupId}/clusters/{clusterName}`, for the role Project Read Only
   *
   * @param request - the path and header parameters
   * @param options - for this call only
   * @returns The cluster.
   * @throws AtlasApiError for the statuses 400, 401, 403, 404, 409, 429, 500, and any other from 400 on
   * @throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent
   * @throws AtlasConnectionError, AtlasTimeoutError, AtlasAbortError or AtlasUnexpectedResponseError
   * @example
   * ```ts
   * const { data } = await atlas.getCluster({ groupId: "32b6e34b3d91647abb20e7b8", clusterName: "shop-dev" });
   * ```
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupcluster
   */
  getCluster(request: GetClusterRequest, options?: CallOptions): Promise<AtlasResult<GetClusterData>>;
  /**
   * Upgrade One Flex Cluster.
   *
   * Upgrades a Flex cluster of the project to a dedicated size; the body's `name` selects the cluster.
   * It takes Flex clusters only, including former M2 and M5 clusters. For an M0, use `upgradeSharedCluster`.
   *
   * An upgrade is not idempotent: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
   *
   * To follow it, poll:
   * - `getCluster`
   *
   * `POST /api/atlas/v2/groups/{groupId}/flexClusters:tenantUpgrade`, for the role Project Cluster Manager
   *
   * @param request - the path parameters and the body
   * @param options - for this call only
   * @returns Atlas accepted the upgrade. The response still shows the Flex cluster.
   * @throws AtlasApiError for the statuses 400, 401, 402, 403, 404, 409, 429, 500, and any other from 400 on
   * @throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent
   * @throws AtlasConnectionError, AtlasTimeoutError, AtlasAbortError or AtlasUnexpectedResponseError
   * @example
   * ```ts
   * const { data } = await atlas.upgradeFlexCluster({
   *   groupId: "32b6e34b3d91647abb20e7b8",
   *   body: {
   *     name: "shop-dev",
   *     clusterType: "REPLICASET",
   *     replicationSpecs: [
   *       {
   *         regionConfigs: [
   *           {
   *             providerName: "AWS",
   *             regionName: "US_EAST_1",
   *             priority: 7,
   *             electableSpecs: { instanceSize: "M10", nodeCount: 3 },
   *           },
   *         ],
   *       },
   *     ],
   *   },
   * });
   * ```
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-tenantgroupflexclusterupgrade
   */
  upgradeFlexCluster(request: UpgradeFlexClusterRequest, options?: CallOptions): Promise<AtlasResult<UpgradeFlexClusterData>>;
  /**
   * Return One Flex Cluster.
   *
   * Looks a Flex cluster up by its name. For another cluster the response is 400 with `CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API`; while an M0 is being upgraded, 400 and 404 mean that it is not a Flex cluster yet.
   *
   * While waiting, its responses mean (the first that fits applies):
   * - 200 (state DELETING): failed. Atlas is deleting the cluster.
   * - 200 (state IDLE, tier as intended, connection present): done. The cluster is what it was to become, ready and reachable.
   * - 200: pending. The cluster is not ready yet, or not what it was to become, which Atlas can show as IDLE for minutes.
   * - 400 (CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API): elsewhere. It is not a Flex cluster.
   * - 404 (CLUSTER_NOT_FOUND): elsewhere. This API does not know the cluster.
   * - 429: pending. Atlas asks for fewer requests.
   * - 4XX: failed. Atlas rejects the request, and would reject the next one.
   * - 5XX: pending. Atlas could not respond.
   *
   * `GET /api/atlas/v2/groups/{groupId}/flexClusters/{name}`, for the role Project Read Only
   *
   * @param request - the path parameters
   * @param options - for this call only
   * @returns The Flex cluster.
   * @throws AtlasApiError for the statuses 400, 401, 403, 404, 409, 429, 500, and any other from 400 on
   * @throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent
   * @throws AtlasConnectionError, AtlasTimeoutError, AtlasAbortError or AtlasUnexpectedResponseError
   * @example
   * ```ts
   * const { data } = await atlas.getFlexCluster({ groupId: "32b6e34b3d91647abb20e7b8", name: "shop-dev" });
   * ```
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-getgroupflexcluster
   */
  getFlexCluster(request: GetFlexClusterRequest, options?: CallOptions): Promise<AtlasResult<GetFlexClusterData>>;
  /**
   * Update One Flex Cluster.
   *
   * Changes the tags and the termination protection of a Flex cluster.
   *
   * `PATCH /api/atlas/v2/groups/{groupId}/flexClusters/{name}`, for the role Project Owner
   *
   * @param request - the path parameters and the body
   * @param options - for this call only
   * @returns The Flex cluster, with the new settings.
   * @throws AtlasApiError for the statuses 400, 401, 402, 403, 404, 409, 429, 500, and any other from 400 on
   * @throws AtlasInvalidRequestError or AtlasAuthError, before anything is sent
   * @throws AtlasConnectionError, AtlasTimeoutError, AtlasAbortError or AtlasUnexpectedResponseError
   * @example
   * ```ts
   * const { data } = await atlas.updateFlexCluster({
   *   groupId: "32b6e34b3d91647abb20e7b8",
   *   name: "shop-dev",
   *   body: { tags: [{ key: "team", value: "storefront" }], terminationProtectionEnabled: true },
   * });
   * ```
   * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v2/operation/operation-updategroupflexcluster
   */
  updateFlexCluster(request: UpdateFlexClusterRequest, options?: CallOptions): Promise<AtlasResult<UpdateFlexClusterData>>;
}

/** The metadata of every operation, by operation id. */
export const operationDescriptors: {
  readonly upgradeSharedClusterToServerless: DescriptorOf<"upgradeSharedClusterToServerless", "POST", "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless", "requestBody" | "cluster" | "deprecation">;
  readonly upgradeSharedCluster: DescriptorOf<"upgradeSharedCluster", "POST", "/api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade", "requestBody" | "cluster" | "poll">;
  readonly getCluster: DescriptorOf<"getCluster", "GET", "/api/atlas/v2/groups/{groupId}/clusters/{clusterName}", "cluster" | "outcomes">;
  readonly upgradeFlexCluster: DescriptorOf<"upgradeFlexCluster", "POST", "/api/atlas/v2/groups/{groupId}/flexClusters:tenantUpgrade", "requestBody" | "cluster" | "poll">;
  readonly getFlexCluster: DescriptorOf<"getFlexCluster", "GET", "/api/atlas/v2/groups/{groupId}/flexClusters/{name}", "cluster" | "outcomes">;
  readonly updateFlexCluster: DescriptorOf<"updateFlexCluster", "PATCH", "/api/atlas/v2/groups/{groupId}/flexClusters/{name}", "requestBody" | "cluster">;
} = /* @__PURE__ */ (() => ({
  upgradeSharedClusterToServerless: {
    ...callDescriptors.upgradeSharedClusterToServerless,
    roles: ["Project Cluster Manager"],
  },
  upgradeSharedCluster: {
    ...callDescriptors.upgradeSharedCluster,
    roles: ["Project Cluster Manager"],
    poll: [
      {
        when: { "$request.body#/providerSettings/providerName": "FLEX" },
        operationId: "getFlexCluster",
        parameters: { groupId: "$request.path.groupId", name: "$request.body#/name" },
        variables: { tier: "$request.body#/providerSettings/instanceSizeName" },
      },
      {
        operationId: "getCluster",
        parameters: { groupId: "$request.path.groupId", clusterName: "$request.body#/name" },
        variables: { tier: "$request.body#/providerSettings/instanceSizeName" },
      },
    ],
  },
  getCluster: {
    ...callDescriptors.getCluster,
    roles: ["Project Read Only"],
    outcomes: {
      variables: { tier: "What the cluster is to become, FLEX or a size such as M10." },
      values: {
        id: "$response.body#/id",
        created: "$response.body#/createDate",
        state: "$response.body#/stateName",
        tier: "$response.body#/replicationSpecs/0/regionConfigs/0/electableSpecs/instanceSize",
        connection: ["$response.body#/connectionStrings/standardSrv", "$response.body#/connectionStrings/standard"],
      },
      done: { times: 2, secondsApart: 5 },
      elsewhere: {
        operationId: "getFlexCluster",
        parameters: { groupId: "$request.path.groupId", name: "$request.path.clusterName" },
      },
      rules: [
        { outcome: "failed", status: "200", values: { state: "DELETING" }, because: "Atlas is deleting the cluster." },
        {
          outcome: "done",
          status: "200",
          values: { state: "IDLE", tier: "$variable.tier" },
          present: ["connection"],
          because: "The cluster is what it was to become, ready and reachable.",
        },
        {
          outcome: "pending",
          status: "200",
          because: "The cluster is not ready yet, or not what it was to become, which Atlas can show as IDLE for minutes.",
        },
        {
          outcome: "elsewhere",
          status: "400",
          errorCode: "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API",
          because: "It is a Flex cluster.",
        },
        {
          outcome: "elsewhere",
          status: "404",
          errorCode: "CLUSTER_NOT_FOUND",
          because: "This API does not know the cluster.",
        },
        { outcome: "pending", status: "429", because: "Atlas asks for fewer requests." },
        { outcome: "failed", status: "4XX", because: "Atlas rejects the request, and would reject the next one." },
        { outcome: "pending", status: "5XX", because: "Atlas could not respond." },
      ],
    },
  },
  upgradeFlexCluster: {
    ...callDescriptors.upgradeFlexCluster,
    roles: ["Project Cluster Manager"],
    poll: [
      {
        operationId: "getCluster",
        parameters: { groupId: "$request.path.groupId", clusterName: "$request.body#/name" },
        variables: { tier: "$request.body#/replicationSpecs/0/regionConfigs/0/electableSpecs/instanceSize" },
      },
    ],
  },
  getFlexCluster: {
    ...callDescriptors.getFlexCluster,
    roles: ["Project Read Only"],
    outcomes: {
      variables: { tier: "What the cluster is to become, FLEX or a size such as M10." },
      values: {
        id: "$response.body#/id",
        created: "$response.body#/createDate",
        state: "$response.body#/stateName",
        tier: "$response.body#/providerSettings/providerName",
        connection: ["$response.body#/connectionStrings/standardSrv", "$response.body#/connectionStrings/standard"],
      },
      done: { times: 2, secondsApart: 5 },
      elsewhere: {
        operationId: "getCluster",
        parameters: { groupId: "$request.path.groupId", clusterName: "$request.path.name" },
      },
      rules: [
        { outcome: "failed", status: "200", values: { state: "DELETING" }, because: "Atlas is deleting the cluster." },
        {
          outcome: "done",
          status: "200",
          values: { state: "IDLE", tier: "$variable.tier" },
          present: ["connection"],
          because: "The cluster is what it was to become, ready and reachable.",
        },
        {
          outcome: "pending",
          status: "200",
          because: "The cluster is not ready yet, or not what it was to become, which Atlas can show as IDLE for minutes.",
        },
        {
          outcome: "elsewhere",
          status: "400",
          errorCode: "CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API",
          because: "It is not a Flex cluster.",
        },
        {
          outcome: "elsewhere",
          status: "404",
          errorCode: "CLUSTER_NOT_FOUND",
          because: "This API does not know the cluster.",
        },
        { outcome: "pending", status: "429", because: "Atlas asks for fewer requests." },
        { outcome: "failed", status: "4XX", because: "Atlas rejects the request, and would reject the next one." },
        { outcome: "pending", status: "5XX", because: "Atlas could not respond." },
      ],
    },
  },
  updateFlexCluster: {
    ...callDescriptors.updateFlexCluster,
    roles: ["Project Owner"],
  },
} as const))();
