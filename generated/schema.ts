// Made by "npm run generate" from the description in openapi/. Do not edit.
// sha256 of the bundled description: a6115b1cd9559289efbe1c116ba16eb1859ab0c5642ad1a443defed9c763edc1

export type $Read<T> = {
    readonly $read: T;
};
export type $Write<T> = {
    readonly $write: T;
};
export type Readable<T> = T extends $Write<any> ? never : T extends $Read<infer U> ? Readable<U> : T extends (infer E)[] ? Readable<E>[] : T extends object ? {
    [K in keyof T as NonNullable<T[K]> extends $Write<any> ? never : K]: Readable<T[K]>;
} : T;
export type Writable<T> = T extends $Read<any> ? never : T extends $Write<infer U> ? Writable<U> : T extends (infer E)[] ? Writable<E>[] : T extends object ? {
    [K in keyof T as NonNullable<T[K]> extends $Read<any> ? never : K]: Writable<T[K]>;
} & {
    [K in keyof T as NonNullable<T[K]> extends $Read<any> ? K : never]?: never;
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
         *     The cluster is picked by the body's `name`; the path holds no cluster name.
         *
         *     Atlas stopped creating serverless instances, so what the operation answers today is not known: 200, 400, 404 and 410 are all possible.
         *     An upgrade is not idempotent and has no idempotency key: after a timeout, a reset connection or a 5xx, look at the cluster before sending it again.
         */
        post: operations["upgradeSharedClusterToServerless"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
            /**
             * @description The cloud that hosts the instance.
             * @enum {string}
             */
            backingProviderName: "AWS" | "AZURE" | "GCP";
            /**
             * @description The kind of provider; a serverless instance knows one.
             * @default SERVERLESS
             * @enum {string}
             */
            providerName?: "SERVERLESS";
            /** @description The cloud's region in Atlas's spelling, for example `US_EAST_1`. The set is open. */
            regionName: string;
            /**
             * Format: int32
             * @description The storage limit in force, in gigabytes.
             */
            effectiveDiskSizeGBLimit?: $Read<number>;
            /** @description The size in force, such as `M10`. The set is open. */
            effectiveInstanceSizeName?: $Read<string>;
            /** @description The provider in force. */
            effectiveProviderName?: $Read<string>;
        };
        /**
         * Serverless backup options
         * @description How Atlas backs the instance up.
         */
        ServerlessBackupOptions: {
            /**
             * @description Whether Atlas keeps continuous backups, which allow a restore to a point in time.
             * @default true
             */
            serverlessContinuousBackupEnabled?: boolean;
        };
        /**
         * Tag
         * @description A label, made of a key and a value.
         */
        ResourceTag: {
            /** @description What the label is about, 1 to 255 characters. */
            key: string;
            /** @description What the label says, 1 to 255 characters. */
            value: string;
        };
        /**
         * Serverless private endpoint item
         * @description One private endpoint in the customer's cloud account.
         */
        ServerlessPrivateEndpointItem: {
            /** @description The endpoint's identifier in its cloud. */
            endpointId?: string;
            /**
             * @description The cloud of the endpoint.
             * @enum {string}
             */
            providerName?: "AWS" | "AZURE";
            /** @description The region of the endpoint. */
            region?: string;
        };
        /**
         * Serverless private endpoint
         * @description A way to the instance that does not cross the public internet.
         */
        ServerlessPrivateEndpoint: {
            /** @description The endpoints behind the connection string. */
            endpoints?: components["schemas"]["ServerlessPrivateEndpointItem"][];
            /** @description The connection string for these endpoints, in the `mongodb+srv://` form. */
            srvConnectionString?: string;
            /**
             * @description The kind of MongoDB process that the string leads to.
             * @enum {string}
             */
            type?: "MONGOS";
        };
        /**
         * Serverless connection strings
         * @description How applications reach the instance. Atlas fills this in while it works.
         */
        ServerlessConnectionStrings: {
            /** @description The public connection string, in the `mongodb+srv://` form. */
            standardSrv?: string;
            /** @description Connection strings for private endpoints, one entry for each endpoint service. */
            privateEndpoint?: components["schemas"]["ServerlessPrivateEndpoint"][];
        };
        /**
         * Link
         * @description A related resource.
         */
        Link: {
            /** @description The resource's URL. */
            href?: string;
            /** @description How the resource relates to this one, for example `self`. */
            rel?: string;
        };
        /**
         * Serverless instance
         * @description A serverless instance: in a request, the one that a cluster should become; in an answer, as it is now.
         *     Answers may carry members that are not described here.
         */
        ServerlessInstanceDescription: {
            /** @description The cluster's name, which the instance keeps. Optional by the published schema, but a request without it names no cluster. */
            name?: string;
            providerSettings: components["schemas"]["ServerlessProviderSettings"];
            serverlessBackupOptions?: components["schemas"]["ServerlessBackupOptions"];
            /** @description Labels for finding and grouping the instance. */
            tags?: components["schemas"]["ResourceTag"][];
            /**
             * @description Whether Atlas refuses to delete the instance until this is switched off.
             * @default false
             */
            terminationProtectionEnabled?: boolean;
            connectionStrings?: $Read<components["schemas"]["ServerlessConnectionStrings"]>;
            /**
             * Format: date-time
             * @description When Atlas created the instance, in UTC (ISO 8601).
             */
            createDate?: $Read<string>;
            /** @description The project that owns the instance, 24 lower-case hexadecimal digits. */
            groupId?: $Read<string>;
            /** @description The instance's identifier, 24 lower-case hexadecimal digits. It changes during an upgrade; the name does not. */
            id?: $Read<string>;
            /** @description Related resources of the API. */
            links?: $Read<components["schemas"]["Link"][]>;
            /** @description The MongoDB version that the instance runs. */
            mongoDBVersion?: $Read<string>;
            /**
             * @description What Atlas is doing with the instance. `IDLE` means that it is ready.
             * @enum {string}
             */
            stateName?: $Read<"IDLE" | "CREATING" | "UPDATING" | "DELETING" | "REPAIRING">;
        };
        /**
         * Field violation
         * @description One refused member, and why.
         */
        FieldViolation: {
            /** @description The member's path in the request. */
            field: string;
            /** @description What is wrong with it. */
            description: string;
        };
        /**
         * Bad request detail
         * @description Which members of a request Atlas refused.
         */
        BadRequestDetail: {
            /** @description The refused members. */
            fields?: components["schemas"]["FieldViolation"][];
        };
        /**
         * Error
         * @description What every failed call answers, always as `application/json`. Tell failures apart by the HTTP status first: error codes are an open set.
         */
        ApiError: {
            /**
             * Format: int32
             * @description The HTTP status, once more.
             */
            error: number;
            /** @description The failure's code, for example `VALIDATION_ERROR`. The set is open. */
            errorCode: string;
            /** @description The failure in words, for a person. */
            detail?: string | null;
            /** @description The HTTP status in words. */
            reason?: string | null;
            /** @description The values that the detail talks about, of any type. */
            parameters?: unknown[];
            badRequestDetail?: components["schemas"]["BadRequestDetail"] | null;
        };
    };
    responses: {
        /** @description Atlas could not accept the request as it stands. From a deprecated operation it can also mean that the operation is retired. */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The request has no credentials, or none that Atlas knows. */
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The organization has no way to pay for what was asked. */
        PaymentRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The credentials are known, but do not allow the operation, or do not allow it from this address. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The project or the cluster does not exist, or the credentials may not see it. From a deprecated operation it can also mean that the operation is retired. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description The request contradicts the state that the cluster is in. */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description This version of the operation has been withdrawn. The published page does not list the status; it is described here because callers of a deprecated operation meet it. */
        Gone: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description Too many requests in a short time; nothing was done. Match on the status, not on the code, of which there are several. The published page of the v1.0 operation does not list the status; it is described here because callers meet it. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
        /** @description Atlas failed in a way that it did not foresee. Whether an upgrade was started is not known; look at the cluster before trying again. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ApiError"];
            };
        };
    };
    parameters: {
        /**
         * @description The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
         * @example 32b6e34b3d91647abb20e7b8
         */
        groupId: string;
        /** @description Whether the answer is wrapped as `{"status": 200, "content": {…}}`, for callers that can't see status codes or headers. Whether errors are wrapped as well is not known. */
        envelope: boolean;
        /** @description Whether the answer is laid out for reading. Only white space changes. */
        pretty: boolean;
    };
    requestBodies: never;
    headers: {
        /**
         * @description How long to wait before the next attempt, in seconds. It may be missing.
         * @example 10
         */
        RetryAfter: number;
        /**
         * @description How many requests the limit allows in its window. It may be missing.
         * @example 100
         */
        RateLimitLimit: number;
        /**
         * @description How many requests are left in the current window. It may be missing.
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
                /** @description Whether the answer is wrapped as `{"status": 200, "content": {…}}`, for callers that can't see status codes or headers. Whether errors are wrapped as well is not known. */
                envelope?: components["parameters"]["envelope"];
                /** @description Whether the answer is laid out for reading. Only white space changes. */
                pretty?: components["parameters"]["pretty"];
            };
            header?: never;
            path: {
                /**
                 * @description The project that owns the cluster: 24 lower-case hexadecimal digits. Atlas calls a project a group in its API.
                 * @example 32b6e34b3d91647abb20e7b8
                 */
                groupId: components["parameters"]["groupId"];
            };
            cookie?: never;
        };
        /** @description The cluster to upgrade, by name, and the serverless instance that it should become. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServerlessInstanceDescription"];
            };
        };
        responses: {
            /** @description Atlas accepted the upgrade. The instance is described as it is now, usually still `UPDATING`. */
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
}
