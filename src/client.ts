import createFetchClient, { type Client, type ClientOptions, createQuerySerializer } from "openapi-fetch";
import { callDescriptors } from "../generated/calls.js";
import type { AtlasOperations } from "../generated/operations.js";
import type { paths } from "../generated/schema.js";
import { createOperationCaller } from "./call/call-operation.js";
import { createGuard } from "./call/guard.js";
import { createHttpClient } from "./call/http-client.js";
import type { UntypedRequest } from "./call/openapi-fetch.js";
import type { OnDeprecation } from "./deprecation/deprecation.js";
import { AtlasConfigurationError } from "./errors.js";
import type { AtlasResult, CallDescriptor, CallOptions } from "./operation.js";
import { checkBaseUrl } from "./options/base-url.js";
import { type AtlasClientOptions, checkOptions } from "./options/client-options.js";
import { reliableClock } from "./support/clock.js";
import { createTransport, type TransportOptions } from "./transport/transport.js";
import { version } from "./version.js";

/**
 * The named operations and the openapi-fetch client below them.
 *
 * @example
 * ```ts
 * const { http, ...operations } = createAtlasClient({ auth });
 * ```
 */
export interface AtlasClient extends AtlasOperations {
  /**
   * The openapi-fetch client. It has the same credentials, checks, limits and notices as the named operations, but
   * returns raw `{ data, error, response }` results and accepts parameters that named operations leave out. Middlewares
   * added with `use()` apply to named operations as well. For an error status, `error` is always an object: if the
   * response has no JSON body, its `errorCode` is `HTTP_` followed by the status.
   *
   * @see https://openapi-ts.dev/openapi-fetch/
   */
  readonly http: Client<paths>;
}

/**
 * Makes a client for the Atlas Administration API.
 *
 * @throws {@link AtlasConfigurationError} if an option is not allowed, or if the platform lacks `fetch` or another
 * required global
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
  checkPlatform();
  const { baseUrl, userAgent, ...rest } = checkOptions(options);
  const product = `atlas-tenant-upgrade/${version}`;
  const operations: readonly CallDescriptor[] = Object.values(callDescriptors);
  const { call, http } = createClientParts<paths>({
    ...rest,
    baseUrl: checkBaseUrl(baseUrl),
    userAgent: userAgent === undefined ? product : `${userAgent} ${product}`,
    operations,
  });
  const named = operations.map((operation): [string, NamedOperation] => [
    operation.operationId,
    (request, options) => call(operation, request, options),
  ]);
  // The generator guarantees that each operation has a descriptor and this type.
  return { ...(Object.fromEntries(named) as unknown as AtlasOperations), http };
}

type NamedOperation = (request: object | undefined, options?: CallOptions) => Promise<AtlasResult<unknown>>;

/** The options of a client for any description. */
export interface ClientPartsOptions extends TransportOptions {
  readonly operations: readonly CallDescriptor[];
  readonly onDeprecation: OnDeprecation;
  readonly querySerializer?: ClientOptions["querySerializer"];
}

/** Makes the two ways to call the operations of a description: by name, and through openapi-fetch. */
export function createClientParts<Paths extends object>(options: ClientPartsOptions) {
  const { baseUrl, operations, onDeprecation, limits, querySerializer } = options;
  const now = reliableClock(options.now);
  const transport = createTransport({ ...options, now });
  const guard = createGuard({ transport, operations, onDeprecation, now });
  const client = createFetchClient<Paths>({ baseUrl, ...(querySerializer && { querySerializer }) });
  const { http, hasMiddlewares } = createHttpClient(client, guard, operations);
  const call = createOperationCaller({
    baseUrl,
    querySerializer: typeof querySerializer === "function" ? querySerializer : createQuerySerializer(querySerializer),
    request: client.request as UntypedRequest,
    hasMiddlewares,
    guard,
    limits,
  });
  return { call, http };
}

// Checked when a client is made, so that a call does not fail after it has reached the server.
function checkPlatform(): void {
  const needed = ["fetch", "Headers", "Request", "Response", "AbortController", "TextDecoder", "TextEncoder", "URL"];
  const missing = needed.filter((name) => typeof Reflect.get(globalThis, name) !== "function");
  if (missing.length === 0) return;
  throw new AtlasConfigurationError(
    "The platform",
    `lacks ${missing.join(", ")}; the client needs what Node 20 has (in Jest, use the environment "node" and not "jsdom")`,
  );
}
