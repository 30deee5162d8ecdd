import createFetchClient, { type Client } from "openapi-fetch";
import { type AtlasOperations, createOperations, operationDescriptors } from "../generated/operations.js";
import type { paths } from "../generated/schema.js";
import { checkBaseUrl } from "./base-url.js";
import { createOperationCaller, type UntypedRequest } from "./call-operation.js";
import { type AtlasClientOptions, checkOptions } from "./client-options.js";
import { deprecationMiddleware } from "./deprecation.js";
import { mediaTypeMiddleware } from "./media-types.js";
import { pathCheckMiddleware } from "./path-check.js";
import { createTransport } from "./transport/transport.js";
import { version } from "./version.js";

/**
 * The named operations, and the openapi-fetch client under them.
 *
 * @example
 * ```ts
 * const { http, ...operations } = createAtlasClient({ auth });
 * ```
 */
export interface AtlasClient extends AtlasOperations {
  /**
   * The openapi-fetch client that the named operations use: the same credentials, checks and notices, with the raw
   * `{ data, error, response }` results and with the parameters that named operations leave out.
   *
   * @see https://openapi-ts.dev/openapi-fetch/
   */
  readonly http: Client<paths>;
}

/**
 * Makes a client for the Atlas Administration API.
 *
 * @throws {@link AtlasConfigurationError} if an option can't be used
 * @example
 * ```ts
 * const atlas = createAtlasClient({ auth: bearer(process.env.ACCESS_TOKEN ?? "") });
 * const { data } = await atlas.upgradeSharedClusterToServerless({
 *   groupId: "32b6e34b3d91647abb20e7b8",
 *   body: { name: "shop-dev", providerSettings: { backingProviderName: "AWS", regionName: "US_EAST_1" } },
 * });
 * ```
 * @see https://www.mongodb.com/docs/api/doc/atlas-admin-api-v1/
 */
export function createAtlasClient(options: AtlasClientOptions): AtlasClient {
  const { baseUrl, onDeprecation, userAgent, ...rest } = checkOptions(options);
  const operations = Object.values(operationDescriptors);
  const url = checkBaseUrl(baseUrl);
  const product = `atlas-tenant-upgrade/${version}`;
  const send = createTransport({
    ...rest,
    baseUrl: url,
    userAgent: userAgent === undefined ? product : `${userAgent} ${product}`,
  });

  const http = createFetchClient<paths>({ baseUrl: url, fetch: (request) => send(request) });
  http.use(
    pathCheckMiddleware({ operations }),
    deprecationMiddleware({ operations, onDeprecation, now: rest.now }),
    mediaTypeMiddleware(operations),
  );
  const call = createOperationCaller({
    request: http.request as UntypedRequest,
    fetchFor: (options) => (request) => send(request, options),
    limits: rest.limits,
    now: rest.now,
  });
  return { ...createOperations(call), http };
}
