// Made by "npm run generate" from an OpenAPI description. Do not edit.
// sha256 of the bundled description: 61b1ec3ca33cae2155db0734ebaff5a6a9d1566936e5349e61db9babe3582a44

/** The type of a property that a request can't set; no value has it. */
export interface ReadOnlyBecauseAtlasSetsIt {
    readonly $readOnly: never;
}
export type $Read<T> = {
    readonly $read: T;
};
export type $Write<T> = {
    readonly $write: T;
};
export type Readable<T> = T extends $Write<any> ? never : T extends $Read<infer U> ? Readable<U> : T extends (infer E)[] ? Readable<E>[] : T extends object ? {
    [K in keyof T as Exclude<T[K], undefined> extends $Write<any> ? never : K]: Readable<T[K]>;
} : T;
export type Writable<T> = T extends $Read<any> ? never : T extends $Write<infer U> ? Writable<U> : T extends (infer E)[] ? Writable<E>[] : T extends object ? {
    [K in keyof T as Exclude<T[K], undefined> extends $Read<any> ? never : K]: Writable<T[K]>;
} & {
    [K in keyof T as Exclude<T[K], undefined> extends $Read<any> ? K : never]?: ReadOnlyBecauseAtlasSetsIt;
} : T;
export interface paths {
    "/api/atlas/v1.0/groups/{groupId}/clusters/tenantUpgradeToServerless": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upgrade One Shared-Tier Cluster to One Serverless Instance
         * @deprecated
         * @description Asks Atlas to turn a shared-tier cluster of the project into a serverless instance.
         *     The body's `name` selects the cluster; the path does not contain it.
         *
         *     Atlas stopped creating serverless instances, so how the operation responds today is not known: 200, 400, 404 and 410 are all possible.
         *     An upgrade is not idempotent and has no idempotency key: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
         */
        post: operations["upgradeSharedClusterToServerless"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/atlas/v2/groups/{groupId}/clusters/tenantUpgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upgrade One Shared-Tier Cluster
         * @description Upgrades an M0 cluster of the project to Flex or to a dedicated size; the body's `name` selects the cluster.
         *     Atlas responds while the upgrade is still under way, with the cluster as it was before. The cluster's `id` and `createDate` change during the upgrade: refer to it by name.
         *
         *     An upgrade is not idempotent: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
         */
        post: operations["upgradeSharedCluster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/atlas/v2/groups/{groupId}/clusters/{clusterName}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return One Cluster
         * @description Looks a shared or dedicated cluster up by its name. For a Flex cluster the response is 400 with `CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API`.
         *     Of its three published API versions, this is the newest; the others end on 2027-07-01.
         */
        get: operations["getCluster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/atlas/v2/groups/{groupId}/flexClusters:tenantUpgrade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upgrade One Flex Cluster
         * @description Upgrades a Flex cluster of the project to a dedicated size; the body's `name` selects the cluster.
         *     It takes Flex clusters only, including former M2 and M5 clusters. For an M0, use `upgradeSharedCluster`.
         *
         *     An upgrade is not idempotent: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
         */
        post: operations["upgradeFlexCluster"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/atlas/v2/groups/{groupId}/flexClusters/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Return One Flex Cluster
         * @description Looks a Flex cluster up by its name. For another cluster the response is 400 with `CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API`; while an M0 is being upgraded, 400 and 404 mean that it is not a Flex cluster yet.
         */
        get: operations["getFlexCluster"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Update One Flex Cluster
         * @description Changes the tags and the termination protection of a Flex cluster.
         */
        patch: operations["updateFlexCluster"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Serverless provider settings
         * @description Where the instance runs.
         */
        ServerlessProviderSettings: {
            /** The cloud that hosts the instance. */
            backingProviderName: "AWS" | "AZURE" | "GCP";
            /**
             * The kind of provider; a serverless instance has only one.
             * @default SERVERLESS
             */
            providerName?: "SERVERLESS";
            /** The cloud's region in Atlas's spelling, for example `US_EAST_1`. Atlas adds new ones over time. */
            regionName: string;
            /**
             * Format: int32
             * @description The storage limit in effect, in gigabytes.
             */
            effectiveDiskSizeGBLimit?: $Read<number>;
            /** The size in effect, such as `M10`. Atlas adds new ones over time. */
            effectiveInstanceSizeName?: $Read<string>;
            /** The provider in effect. */
            effectiveProviderName?: $Read<string>;
        };
        /**
         * Serverless backup options
         * @description How Atlas backs the instance up.
         */
        ServerlessBackupOptions: {
            /**
             * Whether Atlas keeps continuous backups, which allow a restore to a point in time.
             * @default true
             */
            serverlessContinuousBackupEnabled?: boolean;
        };
        /**
         * Tag
         * @description A label with a key and a value.
         */
        ResourceTag: {
            /** The tag's key, 1 to 255 characters. */
            key: string;
            /** The tag's value, 1 to 255 characters. */
            value: string;
        };
        /**
         * Serverless private endpoint item
         * @description One private endpoint in the customer's cloud account.
         */
        ServerlessPrivateEndpointItem: {
            /** The endpoint's identifier in its cloud. */
            endpointId?: string;
            /** The cloud of the endpoint. */
            providerName?: "AWS" | "AZURE";
            /** The region of the endpoint. */
            region?: string;
        };
        /**
         * Serverless private endpoint
         * @description A connection to the instance that does not cross the public internet.
         */
        ServerlessPrivateEndpoint: {
            /** The endpoints behind the connection string. */
            endpoints?: components["schemas"]["ServerlessPrivateEndpointItem"][];
            /** The connection string for these endpoints, in the `mongodb+srv://` form. */
            srvConnectionString?: string;
            /** The kind of MongoDB process that the string connects to. */
            type?: "MONGOS";
        };
        /**
         * Link
         * @description A related resource.
         */
        Link: {
            /** The resource's URL. */
            href?: string;
            /** How the resource relates to this one, for example `self`. */
            rel?: string;
        };
        /**
         * Serverless instance
         * @description A serverless instance: in a request, the one that a cluster should become; in a response, as it is now.
         *     Responses may have properties that are not described here.
         */
        ServerlessInstanceDescription: {
            /** The cluster's name, which the instance keeps. The published schema does not require it, but without it a request names no cluster. */
            name?: string;
            /** Where the instance runs. */
            providerSettings: components["schemas"]["ServerlessProviderSettings"];
            /** How Atlas backs the instance up. */
            serverlessBackupOptions?: components["schemas"]["ServerlessBackupOptions"];
            /** Labels for finding and grouping the instance. */
            tags?: components["schemas"]["ResourceTag"][];
            /**
             * Whether Atlas refuses to delete the instance until this is switched off.
             * @default false
             */
            terminationProtectionEnabled?: boolean;
            /**
             * Serverless connection strings
             * @description How applications reach the instance. Atlas fills this in during an upgrade.
             */
            connectionStrings?: $Read<{
                /** The public connection string, in the `mongodb+srv://` form. */
                standardSrv?: string;
                /** Connection strings for private endpoints, one entry for each endpoint service. */
                privateEndpoint?: components["schemas"]["ServerlessPrivateEndpoint"][];
            }>;
            /**
             * Format: date-time
             * @description When Atlas created the instance, in UTC (ISO 8601).
             */
            createDate?: $Read<string>;
            /** The project that owns the instance, 24 lower-case hexadecimal digits. */
            groupId?: $Read<string>;
            /** The instance's identifier, 24 lower-case hexadecimal digits. It changes during an upgrade; the name does not. */
            id?: $Read<string>;
            /** Related resources of the API. */
            links?: $Read<components["schemas"]["Link"][]>;
            /** The MongoDB version that the instance runs. */
            mongoDBVersion?: $Read<string>;
            /** What Atlas is doing with the instance. `IDLE` means that it is ready. */
            stateName?: $Read<"IDLE" | "CREATING" | "UPDATING" | "DELETING" | "REPAIRING">;
        };
        /**
         * Field violation
         * @description One rejected property, and why.
         */
        FieldViolation: {
            /** The property's path in the request. */
            field: string;
            /** What is wrong with it. */
            description: string;
        };
        /**
         * Error
         * @description The body of every error response, always `application/json`. Distinguish failures by the HTTP status first: error codes are an open set.
         */
        ApiError: {
            /**
             * Format: int32
             * @description The HTTP status, repeated.
             */
            error: number;
            /** The failure's code, for example `VALIDATION_ERROR`. Atlas adds new ones over time. */
            errorCode: string;
            /** What went wrong, for people to read. */
            detail?: string | null;
            /** The reason phrase of the HTTP status. */
            reason?: string | null;
            /** The values that `detail` refers to, of any type. */
            parameters?: unknown[];
            /** Which properties of a request Atlas rejected. */
            badRequestDetail?: {
                /** The rejected properties. */
                fields?: components["schemas"]["FieldViolation"][];
            } | null;
        };
        /**
         * Provider settings of a Flex cluster
         * @description A Flex cluster in one of the clouds. A subset of the published object.
         */
        FlexProviderSettings: {
            /** Marks the cluster as a Flex cluster. (enum property replaced by openapi-typescript) */
            providerName: "FLEX";
            /** The only size that there is. */
            instanceSizeName?: "FLEX";
            /** The cloud that hosts the cluster. */
            backingProviderName?: "AWS" | "GCP" | "AZURE";
            /** The cloud's region in Atlas's spelling, for example `US_EAST_1`. Atlas adds new ones over time. */
            regionName?: string;
        };
        /**
         * Provider settings of a dedicated cluster
         * @description A dedicated cluster in a cloud. A subset of the published object.
         */
        DedicatedProviderSettings: {
            /** The cloud that hosts the cluster. (enum property replaced by openapi-typescript) */
            providerName: "AWS" | "AZURE" | "GCP";
            /** The size, `M10` or larger. Atlas adds new ones over time. */
            instanceSizeName?: string;
            /** The cloud's region in Atlas's spelling, for example `US_EAST_1`. Atlas adds new ones over time. */
            regionName?: string;
        };
        /**
         * Provider settings of a shared cluster
         * @description A shared-tier cluster in one of the clouds. A subset of the published object.
         */
        TenantProviderSettings: {
            /** Marks the cluster as a shared one. (enum property replaced by openapi-typescript) */
            providerName: "TENANT";
            /** The tier. `M2` and `M5` no longer exist. */
            instanceSizeName?: "M0" | "M2" | "M5";
            /** The cloud that hosts the cluster. */
            backingProviderName?: "AWS" | "GCP" | "AZURE";
            /** The cloud's region in Atlas's spelling, for example `US_EAST_1`. Atlas adds new ones over time. */
            regionName?: string;
            /** The tier in effect. */
            effectiveInstanceSizeName?: $Read<"FLEX" | "M2" | "M5" | "M0">;
        };
        /**
         * Provider settings
         * @description Where the cluster runs and how large it is. `providerName` decides which other properties there are: `FLEX`, a cloud for a dedicated cluster, or `TENANT` for a shared one.
         */
        ProviderSettings: components["schemas"]["FlexProviderSettings"] | components["schemas"]["DedicatedProviderSettings"] | components["schemas"]["TenantProviderSettings"];
        /**
         * Tenant cluster settings
         * @description What a cluster has in the older cluster model, in requests and in responses alike. A subset of the published object; the rest is left open.
         */
        TenantClusterSettings: {
            /** How the cluster distributes its data. */
            clusterType?: "REPLICASET" | "SHARDED" | "GEOSHARDED";
            /** Where the cluster runs and how large it is. `providerName` decides which other properties there are: `FLEX`, a cloud for a dedicated cluster, or `TENANT` for a shared one. */
            providerSettings?: components["schemas"]["ProviderSettings"];
            /** Whether the cluster has legacy backups. */
            backupEnabled?: boolean;
            /** Whether the cluster has cloud backups. */
            providerBackupEnabled?: boolean;
            /** Whether backups allow a restore to a point in time. */
            pitEnabled?: boolean;
            /** The storage of a data-bearing node, in gigabytes (10 to 4096). */
            diskSizeGB?: number;
            /** The MongoDB major version, for example `8.0`. */
            mongoDBMajorVersion?: string;
            /** Labels for finding and grouping the cluster. */
            tags?: components["schemas"]["ResourceTag"][];
            /**
             * Whether Atlas refuses to delete the cluster until this is switched off.
             * @default false
             */
            terminationProtectionEnabled?: boolean;
            /**
             * Which releases of MongoDB the cluster follows.
             * @default LTS
             */
            versionReleaseSystem?: "LTS" | "CONTINUOUS";
        };
        /**
         * Tenant upgrade request
         * @description The shared-tier cluster to upgrade, by name, and what it should become. A subset of the published object; the rest is left open.
         */
        TenantUpgradeRequest: components["schemas"]["TenantClusterSettings"] & {
            /** The cluster's name, which an upgrade keeps. */
            name: string;
        };
        /**
         * State
         * @description What Atlas is doing with the cluster. `IDLE` means that it is ready.
         */
        ClusterState: "IDLE" | "CREATING" | "UPDATING" | "DELETING" | "REPAIRING";
        /**
         * Cluster identity
         * @description Properties of a cluster that only Atlas sets.
         */
        ClusterIdentity: {
            /** The cluster's identifier, 24 lower-case hexadecimal digits. It changes during an upgrade; the name does not. */
            id?: $Read<string>;
            /** The project that owns the cluster, 24 lower-case hexadecimal digits. */
            groupId?: $Read<string>;
            /**
             * Format: date-time
             * @description When Atlas created the cluster, in UTC (ISO 8601). It changes during an upgrade.
             */
            createDate?: $Read<string>;
            /** What Atlas is doing with the cluster. `IDLE` means that it is ready. */
            stateName?: $Read<components["schemas"]["ClusterState"]>;
            /** The MongoDB version that the cluster runs. */
            mongoDBVersion?: $Read<string>;
            /** Related resources of the API. It may be missing. */
            links?: $Read<components["schemas"]["Link"][]>;
        };
        /**
         * Cluster private endpoint item
         * @description One private endpoint in the customer's cloud account.
         */
        ClusterPrivateEndpointItem: {
            /** The endpoint's identifier in its cloud. */
            endpointId?: string;
            /** The cloud of the endpoint. */
            providerName?: "AWS" | "AZURE" | "GCP";
            /** The region of the endpoint. */
            region?: string;
        };
        /**
         * Cluster private endpoint
         * @description A connection to the cluster that does not cross the public internet.
         */
        ClusterPrivateEndpoint: {
            /** The connection string for these endpoints, in the `mongodb://` form. */
            connectionString?: string;
            /** The connection string for these endpoints, in the `mongodb+srv://` form. */
            srvConnectionString?: string;
            /** The same string in the form that suits a sharded cluster best. */
            srvShardOptimizedConnectionString?: string;
            /** The kind of MongoDB process that the string connects to. */
            type?: "MONGOD" | "MONGOS";
            /** The endpoints behind the connection string. */
            endpoints?: components["schemas"]["ClusterPrivateEndpointItem"][];
        };
        /**
         * Cluster connection strings
         * @description How applications reach the cluster. Atlas fills this in during an upgrade. A subset of the published object.
         */
        ClusterConnectionStrings: {
            /** The public connection string, in the `mongodb://` form. */
            standard?: string;
            /** The public connection string, in the `mongodb+srv://` form. */
            standardSrv?: string;
            /** The connection string over network peering, in the `mongodb://` form. */
            private?: string;
            /** The connection string over network peering, in the `mongodb+srv://` form. */
            privateSrv?: string;
            /** Connection strings for private endpoints, one entry for each endpoint service. */
            privateEndpoint?: components["schemas"]["ClusterPrivateEndpoint"][];
        };
        /**
         * Cluster, older model
         * @description A cluster as the older cluster model shows it. A subset of the published object; responses have more.
         */
        LegacyCluster: components["schemas"]["TenantClusterSettings"] & components["schemas"]["ClusterIdentity"] & {
            /** The cluster's name, which an upgrade keeps. */
            name?: string;
            /** How applications reach the cluster. Atlas fills this in during an upgrade. A subset of the published object. */
            connectionStrings?: $Read<components["schemas"]["ClusterConnectionStrings"]>;
            /** The connection string in its oldest form. */
            mongoURI?: $Read<string>;
            /** The connection string in the `mongodb+srv://` form. */
            srvAddress?: $Read<string>;
            /** Whether the cluster is paused. */
            paused?: $Read<boolean>;
        };
        /**
         * Electable nodes
         * @description The nodes that can become primary. A subset of the published object.
         */
        ElectableSpecs: {
            /** The size, such as `M10`. Atlas adds new ones over time. */
            instanceSize?: string;
            /**
             * Format: int32
             * @description How many there are.
             */
            nodeCount?: number;
            /** The storage of a node, in gigabytes. */
            diskSizeGB?: number;
        };
        /**
         * Region of a dedicated cluster
         * @description The nodes in one region of a cloud. A subset of the published object.
         */
        DedicatedRegionConfig: {
            /** The cloud. (enum property replaced by openapi-typescript) */
            providerName: "AWS" | "AZURE" | "GCP";
            /** The cloud's region in Atlas's spelling, for example `US_EAST_1`. Atlas adds new ones over time. */
            regionName?: string;
            /**
             * Format: int32
             * @description The region's priority in elections of the primary. 7 is the highest, 0 is for a region without electable nodes.
             */
            priority?: number;
            /** The nodes that can become primary. A subset of the published object. */
            electableSpecs?: components["schemas"]["ElectableSpecs"];
        };
        /**
         * Region of a shared cluster
         * @description The one region of a shared-tier cluster. A subset of the published object.
         */
        TenantRegionConfig: {
            /** Marks the cluster as a shared one. (enum property replaced by openapi-typescript) */
            providerName: "TENANT";
            /** The cloud that hosts the cluster. */
            backingProviderName?: "AWS" | "GCP" | "AZURE";
            /** The cloud's region in Atlas's spelling, for example `US_EAST_1`. Atlas adds new ones over time. */
            regionName?: string;
            /**
             * Format: int32
             * @description The region's priority in elections of the primary. 7 is the highest, 0 is for a region without electable nodes.
             */
            priority?: number;
            /** The nodes that can become primary. A subset of the published object. */
            electableSpecs?: components["schemas"]["ElectableSpecs"];
        };
        /**
         * Replication settings
         * @description The regions of a cluster, as Atlas shows them. A subset of the published object.
         */
        ReplicationSpec: {
            /** The identifier of these settings, 24 lower-case hexadecimal digits. */
            id?: $Read<string>;
            /** The identifier of the zone, 24 lower-case hexadecimal digits. */
            zoneId?: $Read<string>;
            /** The zone's name. */
            zoneName?: string;
            /** The regions, the preferred one first. */
            regionConfigs?: (components["schemas"]["DedicatedRegionConfig"] | components["schemas"]["TenantRegionConfig"])[];
        };
        /**
         * Cluster
         * @description A shared or dedicated cluster, as the API version of 2024-08-05 shows it. A subset of the published object; responses have more.
         */
        Cluster: components["schemas"]["ClusterIdentity"] & {
            /** The cluster's name. */
            name?: string;
            /** How the cluster distributes its data. */
            clusterType?: "REPLICASET" | "SHARDED" | "GEOSHARDED";
            /** Where the nodes of the cluster are. */
            replicationSpecs?: components["schemas"]["ReplicationSpec"][];
            /** How applications reach the cluster. Atlas fills this in during an upgrade. A subset of the published object. */
            connectionStrings?: $Read<components["schemas"]["ClusterConnectionStrings"]>;
            /** Whether the cluster is paused. */
            paused?: boolean;
            /** Labels for finding and grouping the cluster. */
            tags?: components["schemas"]["ResourceTag"][];
            /**
             * Whether Atlas refuses to delete the cluster until this is switched off.
             * @default false
             */
            terminationProtectionEnabled?: boolean;
            /**
             * Whether the cluster has cloud backups.
             * @default false
             */
            backupEnabled?: boolean;
        };
        /**
         * Replication settings of a Flex upgrade
         * @description The regions of a cluster. A request has no `id` and no `zoneId`. A subset of the published object.
         */
        FlexUpgradeReplicationSpec: {
            /** The regions, the preferred one first. */
            regionConfigs?: components["schemas"]["DedicatedRegionConfig"][];
            /** The zone's name, for global clusters. */
            zoneName?: string;
        };
        /**
         * Flex upgrade request
         * @description The Flex cluster to upgrade, by name, and the dedicated cluster that it should become. A subset of the published object; the rest is left open.
         */
        FlexUpgradeRequest: {
            /** The cluster's name, which the upgrade keeps. */
            name: string;
            /** How the cluster distributes its data. */
            clusterType?: "REPLICASET" | "SHARDED" | "GEOSHARDED";
            /** Where the nodes of the cluster are. */
            replicationSpecs?: components["schemas"]["FlexUpgradeReplicationSpec"][];
            /**
             * Whether the cluster has cloud backups.
             * @default false
             */
            backupEnabled?: boolean;
            /** Whether backups allow a restore to a point in time. */
            pitEnabled?: boolean;
            /**
             * Whether Atlas refuses to delete the cluster until this is switched off.
             * @default false
             */
            terminationProtectionEnabled?: boolean;
            /** Labels for finding and grouping the cluster. */
            tags?: components["schemas"]["ResourceTag"][];
            /** The MongoDB major version, for example `8.0`. */
            mongoDBMajorVersion?: string;
            /**
             * Which releases of MongoDB the cluster follows.
             * @default LTS
             */
            versionReleaseSystem?: "LTS" | "CONTINUOUS";
        };
        /**
         * Flex cluster settings
         * @description What can be changed on a Flex cluster.
         */
        FlexClusterSettings: {
            /** Labels for finding and grouping the cluster. */
            tags?: components["schemas"]["ResourceTag"][];
            /**
             * Whether Atlas refuses to delete the cluster until this is switched off.
             * @default false
             */
            terminationProtectionEnabled?: boolean;
        };
        /**
         * Provider settings, as a Flex cluster shows them
         * @description Where the cluster runs.
         */
        FlexClusterProviderSettings: {
            /**
             * Marks the cluster as a Flex cluster.
             * @default FLEX
             */
            providerName?: $Read<"FLEX">;
            /** The cloud that hosts the cluster; needed where one is created. */
            backingProviderName?: "AWS" | "AZURE" | "GCP";
            /** The cloud's region in Atlas's spelling, for example `US_EAST_1`. Atlas adds new ones over time. */
            regionName?: string;
            /** The storage of the cluster, in gigabytes. */
            diskSizeGB?: number;
        };
        /**
         * Flex cluster
         * @description A Flex cluster, as Atlas shows it. A subset of the published object; responses have more. `tags` and `links` may be missing.
         */
        FlexCluster: components["schemas"]["ClusterIdentity"] & components["schemas"]["FlexClusterSettings"] & {
            /** The cluster's name. */
            name?: $Read<string>;
            /** Where the cluster runs. */
            providerSettings: components["schemas"]["FlexClusterProviderSettings"];
            /**
             * How the cluster distributes its data; a Flex cluster is always a replica set.
             * @default REPLICASET
             */
            clusterType?: $Read<"REPLICASET">;
            /** How applications reach the cluster. Atlas fills this in during an upgrade. */
            connectionStrings?: $Read<{
                /** The connection string, in the `mongodb://` form. */
                standard?: string;
                /** The connection string, in the `mongodb+srv://` form. */
                standardSrv?: string;
            }>;
            /** How Atlas backs the cluster up. There are no continuous backups. */
            backupSettings?: $Read<{
                /**
                 * Whether there are backups.
                 * @default true
                 */
                enabled?: boolean;
            }>;
            /**
             * Which releases of MongoDB the cluster follows.
             * @default LTS
             */
            versionReleaseSystem?: $Read<"LTS">;
        };
    };
    responses: {
        /** Atlas rejected the request as it is. From a deprecated operation it can also mean that the operation is retired. */
        BadRequest: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** The request has no credentials, or none that Atlas knows. */
        Unauthorized: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** The organization has no way to pay for what was asked. */
        PaymentRequired: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** The credentials are known, but do not allow the operation, or do not allow it from this address. */
        Forbidden: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** The project or the cluster does not exist, or the credentials may not see it. From a deprecated operation it can also mean that the operation is retired. */
        NotFound: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** The request contradicts the state that the cluster is in. */
        Conflict: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** This version of the operation has been withdrawn. The published page does not list the status; it is described here because callers of a deprecated operation may get it. */
        Gone: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** Too many requests in a short time; nothing was done. Test the status and not the error code, since there are several. The published page of the v1.0 operation does not list the status; it is described here because callers get it. */
        TooManyRequests: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** An unexpected error in Atlas. An upgrade may have been started: look at the cluster before trying again. */
        InternalServerError: {
            headers: {
                "X-Error-Code": components["headers"]["XErrorCode"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
    };
    parameters: {
        /**
         * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
         * @example 32b6e34b3d91647abb20e7b8
         */
        groupId: string;
        /** Whether the response is wrapped as `{"status": 200, "content": {…}}`, for callers that cannot read status codes or headers. Whether errors are wrapped as well is not known. */
        envelope: boolean;
        /** Whether the response is formatted for reading. Only white space changes. */
        pretty: boolean;
        /**
         * The cluster's name, 1 to 64 characters.
         * @example shop-dev
         */
        clusterName: string;
        /** Whether the fields for sizes and disks show what was requested, and further fields, whose names start with `effective`, what is in effect. By default, the fields show what is in effect. Useful where auto-scaling changes sizes. */
        useEffectiveInstanceFields: boolean;
        /** Whether `replicationSpecs` shows what was requested, and `effectiveReplicationSpecs` what is in effect. By default, `replicationSpecs` shows what is in effect. */
        useEffectiveFieldsReplicationSpecs: boolean;
        /**
         * The Flex cluster's name, 1 to 64 characters.
         * @example shop-dev
         */
        flexClusterName: string;
    };
    requestBodies: never;
    headers: {
        /**
         * The error's code, repeated. Operations of v2 send it; it may be missing.
         * @example VALIDATION_ERROR
         */
        XErrorCode: string;
        /**
         * How long to wait before the next attempt, in seconds. It may be missing.
         * @example 10
         */
        RetryAfter: number;
        /**
         * How many requests the limit allows in its window. It may be missing.
         * @example 100
         */
        RateLimitLimit: number;
        /**
         * How many requests are left in the current window. It may be missing.
         * @example 0
         */
        RateLimitRemaining: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    upgradeSharedClusterToServerless: {
        parameters: {
            query?: {
                /** Whether the response is wrapped as `{"status": 200, "content": {…}}`, for callers that cannot read status codes or headers. Whether errors are wrapped as well is not known. */
                envelope?: components["parameters"]["envelope"];
                /** Whether the response is formatted for reading. Only white space changes. */
                pretty?: components["parameters"]["pretty"];
            };
            header?: never;
            path: {
                /**
                 * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
                 * @example 32b6e34b3d91647abb20e7b8
                 */
                groupId: components["parameters"]["groupId"];
            };
            cookie?: never;
        };
        /** The cluster to upgrade, by name, and the serverless instance that it should become. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServerlessInstanceDescription"];
            };
        };
        responses: {
            /** Atlas accepted the upgrade. The response shows the instance as it is now, usually still `UPDATING`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerlessInstanceDescription"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            410: components["responses"]["Gone"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    upgradeSharedCluster: {
        parameters: {
            query?: {
                /** Whether the response is wrapped as `{"status": 200, "content": {…}}`, for callers that cannot read status codes or headers. Whether errors are wrapped as well is not known. */
                envelope?: components["parameters"]["envelope"];
                /** Whether the response is formatted for reading. Only white space changes. */
                pretty?: components["parameters"]["pretty"];
            };
            header?: never;
            path: {
                /**
                 * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
                 * @example 32b6e34b3d91647abb20e7b8
                 */
                groupId: components["parameters"]["groupId"];
            };
            cookie?: never;
        };
        /** The cluster to upgrade, by name, and what it should become. */
        requestBody: {
            content: {
                "application/vnd.atlas.2023-01-01+json": components["schemas"]["TenantUpgradeRequest"];
            };
        };
        responses: {
            /** Atlas accepted the upgrade. The response still shows the cluster from before it. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.atlas.2023-01-01+json": components["schemas"]["LegacyCluster"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getCluster: {
        parameters: {
            query?: {
                /** Whether the response is wrapped as `{"status": 200, "content": {…}}`, for callers that cannot read status codes or headers. Whether errors are wrapped as well is not known. */
                envelope?: components["parameters"]["envelope"];
                /** Whether the response is formatted for reading. Only white space changes. */
                pretty?: components["parameters"]["pretty"];
            };
            header?: {
                /** Whether the fields for sizes and disks show what was requested, and further fields, whose names start with `effective`, what is in effect. By default, the fields show what is in effect. Useful where auto-scaling changes sizes. */
                "Use-Effective-Instance-Fields"?: components["parameters"]["useEffectiveInstanceFields"];
                /** Whether `replicationSpecs` shows what was requested, and `effectiveReplicationSpecs` what is in effect. By default, `replicationSpecs` shows what is in effect. */
                "Use-Effective-Fields-Replication-Specs"?: components["parameters"]["useEffectiveFieldsReplicationSpecs"];
            };
            path: {
                /**
                 * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
                 * @example 32b6e34b3d91647abb20e7b8
                 */
                groupId: components["parameters"]["groupId"];
                /**
                 * The cluster's name, 1 to 64 characters.
                 * @example shop-dev
                 */
                clusterName: components["parameters"]["clusterName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The cluster. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.atlas.2024-08-05+json": components["schemas"]["Cluster"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    upgradeFlexCluster: {
        parameters: {
            query?: {
                /** Whether the response is wrapped as `{"status": 200, "content": {…}}`, for callers that cannot read status codes or headers. Whether errors are wrapped as well is not known. */
                envelope?: components["parameters"]["envelope"];
                /** Whether the response is formatted for reading. Only white space changes. */
                pretty?: components["parameters"]["pretty"];
            };
            header?: never;
            path: {
                /**
                 * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
                 * @example 32b6e34b3d91647abb20e7b8
                 */
                groupId: components["parameters"]["groupId"];
            };
            cookie?: never;
        };
        /** The Flex cluster to upgrade, by name, and the dedicated cluster that it should become. */
        requestBody: {
            content: {
                "application/vnd.atlas.2024-11-13+json": components["schemas"]["FlexUpgradeRequest"];
            };
        };
        responses: {
            /** Atlas accepted the upgrade. The response still shows the Flex cluster. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.atlas.2024-11-13+json": components["schemas"]["FlexCluster"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getFlexCluster: {
        parameters: {
            query?: {
                /** Whether the response is wrapped as `{"status": 200, "content": {…}}`, for callers that cannot read status codes or headers. Whether errors are wrapped as well is not known. */
                envelope?: components["parameters"]["envelope"];
                /** Whether the response is formatted for reading. Only white space changes. */
                pretty?: components["parameters"]["pretty"];
            };
            header?: never;
            path: {
                /**
                 * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
                 * @example 32b6e34b3d91647abb20e7b8
                 */
                groupId: components["parameters"]["groupId"];
                /**
                 * The Flex cluster's name, 1 to 64 characters.
                 * @example shop-dev
                 */
                name: components["parameters"]["flexClusterName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** The Flex cluster. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.atlas.2024-11-13+json": components["schemas"]["FlexCluster"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    updateFlexCluster: {
        parameters: {
            query?: {
                /** Whether the response is wrapped as `{"status": 200, "content": {…}}`, for callers that cannot read status codes or headers. Whether errors are wrapped as well is not known. */
                envelope?: components["parameters"]["envelope"];
                /** Whether the response is formatted for reading. Only white space changes. */
                pretty?: components["parameters"]["pretty"];
            };
            header?: never;
            path: {
                /**
                 * The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
                 * @example 32b6e34b3d91647abb20e7b8
                 */
                groupId: components["parameters"]["groupId"];
                /**
                 * The Flex cluster's name, 1 to 64 characters.
                 * @example shop-dev
                 */
                name: components["parameters"]["flexClusterName"];
            };
            cookie?: never;
        };
        /** The settings to change; those that are left out stay as they are. */
        requestBody: {
            content: {
                "application/vnd.atlas.2024-11-13+json": components["schemas"]["FlexClusterSettings"];
            };
        };
        responses: {
            /** The Flex cluster, with the new settings. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                    "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.atlas.2024-11-13+json": components["schemas"]["FlexCluster"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            402: components["responses"]["PaymentRequired"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Conflict"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
}
