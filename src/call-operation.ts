import { AtlasApiError } from "./api-error.js";
import { clusterOf } from "./cluster-name.js";
import { AtlasInvalidRequestError } from "./errors.js";
import { checkLimits } from "./limits.js";
import type { AtlasResult, CallOptions, OperationCaller, OperationDescriptor } from "./operation.js";
import { checkSignal, refuseUnknown } from "./option-checks.js";
import { checkPath } from "./path-check.js";
import { readRateLimit } from "./rate-limit.js";
import { readData } from "./read-data.js";
import { readRequestId } from "./request-id.js";
import { readResponseDeprecation } from "./response-deprecation.js";
import { splitRequest } from "./split-request.js";
import { type CallLimits, createProgress } from "./transport/call.js";
import type { TransportCallOptions } from "./transport/transport.js";

/** What openapi-fetch's `request` takes and gives, without the types of a particular description. */
export type UntypedRequest = (
  method: string,
  path: string,
  init: Record<string, unknown>,
) => Promise<{ error?: unknown; response: Response }>;

/** What a caller of operations is made of. */
export interface OperationCallerOptions {
  request: UntypedRequest;
  /** Makes the fetch of one call, with its own signal and limits. */
  fetchFor: (options: TransportCallOptions) => (request: Request) => Promise<Response>;
  /** The limits of a call that sets none. */
  limits: CallLimits;
  now: () => number;
}

const OPTIONS = ["signal", "timeoutMs", "deadlineMs", "retry", "retryUnsafe"];

/** Makes the one path that all named operations take: their request, through openapi-fetch, to a result or an error. */
export function createOperationCaller({
  request: send,
  fetchFor,
  limits,
  now,
}: OperationCallerOptions): OperationCaller {
  return async <Data>(operation: OperationDescriptor, request: object | undefined, options: CallOptions = {}) => {
    const split = splitRequest(operation, request);
    const { params, body } = split;
    // Here as well as in the middleware: openapi-fetch builds the URL before it, and fails on what is no text.
    checkPath(operation.path, params.path, operation);
    refuseUnknown(options, OPTIONS, operation.operationId);
    const { signal } = options;
    checkSignal(signal);
    const progress = createProgress();
    const cluster = clusterOf(operation, split);
    // With "stream", openapi-fetch leaves the body of a success to us: its own parsing throws a bare SyntaxError.
    const { error, response } = await send(operation.method, operation.path, {
      params,
      ...(body !== undefined && { body, bodySerializer: serializeJson }),
      parseAs: "stream",
      // The signal goes this way, and not into a Request, which would listen to it until it is garbage-collected.
      fetch: fetchFor({ ...checkLimits(options, limits), signal, cluster, progress }),
    });

    const { attempts, maybeSent } = progress;
    const url = withoutQuery(response.url) || operation.path;
    const summary = { method: operation.method, url, attempts, ...(cluster !== undefined && { cluster }) };
    if (response.status >= 400) {
      throw new AtlasApiError({
        response,
        body: error,
        request: summary,
        maybeSent,
        sentBody: body,
        deprecation: operation.deprecation,
        now,
      });
    }
    const data = (await readData(operation, response, { request: summary, maybeSent: true }, now)) as Data;
    const deprecation = readResponseDeprecation(response.headers);
    const result: AtlasResult<Data> = {
      data,
      response,
      ...readRateLimit(response.headers, now),
      ...readRequestId(response.headers),
      ...(deprecation && { deprecation }),
    };
    return result;
  };
}

function serializeJson(body: unknown): string {
  const tag = Object.prototype.toString.call(body);
  // A form, a map or a date would be written as "{}" or a string, and what is in it lost.
  if (tag !== "[object Object]" && tag !== "[object Array]") {
    throw new AtlasInvalidRequestError("body", "must be a plain object or an array, which JSON can hold");
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(body);
  } catch (error) {
    throw new AtlasInvalidRequestError("body", "can't be written as JSON", { cause: error });
  }
  if (text === undefined) throw new AtlasInvalidRequestError("body", "has a toJSON that gives nothing");
  return text;
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
