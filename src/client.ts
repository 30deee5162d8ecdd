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
import type { AtlasResult, CallOptions, OperationDescriptor } from "./operation.js";
import { checkBaseUrl } from "./options/base-url.js";
import { type AtlasClientOptions, checkOptions } from "./options/client-options.js";
import { reliableClock } from "./support/clock.js";
import { createTransport, type TransportOptions } from "./transport/transport.js";
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
   * The openapi-fetch client beside the named operations: the same credentials, checks, limits and notices, with the raw
   * `{ data, error, response }` results and with the parameters that named operations leave out. Middlewares that are added
   * with `use()` see named operations as well, which go through openapi-fetch from then on. With an error status `error` is
   * always an object, also where the response has no body or one that is not JSON: its `errorCode` is `HTTP_` and
   * the status then.
   *
   * @see https://openapi-ts.dev/openapi-fetch/
   */
  readonly http: Client<paths>;
}

/**
 * Makes a client for the Atlas Administration API.
 *
 * @throws {@link AtlasConfigurationError} if an option can't be used, or if the platform has no `fetch`, `Headers`, `Request`
 * or `Response`
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
  const operations: readonly OperationDescriptor[] = Object.values(callDescriptors);
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
  // That there is one for each, of this type, is the generator's promise.
  return { ...(Object.fromEntries(named) as unknown as AtlasOperations), http };
}

type NamedOperation = (request: object | undefined, options?: CallOptions) => Promise<AtlasResult<unknown>>;

/** The parts of a client of any description. */
export interface ClientPartsOptions extends TransportOptions {
  readonly operations: readonly OperationDescriptor[];
  readonly onDeprecation: OnDeprecation;
  readonly querySerializer?: ClientOptions["querySerializer"];
}

/** Makes the two ways to call operations of a description: by name, and through openapi-fetch. */
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

// Looked at when a client is made, and not in the middle of a call that has reached the server.
function checkPlatform(): void {
  const needed = ["fetch", "Headers", "Request", "Response", "AbortController", "TextDecoder", "TextEncoder", "URL"];
  const missing = needed.filter((name) => typeof Reflect.get(globalThis, name) !== "function");
  if (missing.length === 0) return;
  throw new AtlasConfigurationError(
    "The platform",
    `lacks ${missing.join(", ")}; the client needs what Node 20 has (in Jest, use the environment "node" and not "jsdom")`,
  );
}
