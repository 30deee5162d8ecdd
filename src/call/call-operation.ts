import type { AtlasResult, CallOptions, OperationCaller, OperationDescriptor } from "../operation.js";
import { checkLimits } from "../options/limits.js";
import { checkSignal, readOptions } from "../options/option-checks.js";
import { AtlasApiError } from "../response/api-error.js";
import { readData } from "../response/read-data.js";
import { type CallLimits, stateOf } from "../transport/call.js";
import { clusterOf } from "./cluster-name.js";
import type { Guard } from "./guard.js";
import { serializeJson } from "./json-body.js";
import { mediaTypeMiddleware } from "./media-types.js";
import { sentThrough, type UntypedRequest } from "./openapi-fetch.js";
import { readRequest } from "./read-request.js";
import { splitRequest } from "./split-request.js";

/** What a caller of operations is made of. */
export interface OperationCallerOptions {
  /** openapi-fetch's `request`. */
  request: UntypedRequest;
  guard: Guard;
  /** The limits of a call that sets none. */
  limits: CallLimits;
}

const OPTIONS = ["signal", "timeoutMs", "deadlineMs", "retry", "retryUnsafe"] as const;

/** Makes the one path that all named operations take: their request, through openapi-fetch, to a result or an error. */
export function createOperationCaller(caller: OperationCallerOptions): OperationCaller {
  const { request: send, guard } = caller;
  return async <Data>(operation: OperationDescriptor, request: object | undefined, options: CallOptions = {}) => {
    const { params, body, text, ...start } = prepare(operation, request, options, caller.limits);
    const { method, path } = operation;
    return guard({ method, path, members: params.path, operation, ...start }, async (fetch, call, metadata) => {
      // With "stream", openapi-fetch leaves the body of a success to us: its own parsing throws a bare SyntaxError.
      const { error, response } = await sentThrough(call, () =>
        send(method, path, {
          params,
          ...(text !== undefined && { body, bodySerializer: () => text }),
          parseAs: "stream",
          middleware: [mediaTypeMiddleware(operation)],
          fetch,
        }),
      );
      const state = stateOf(call);
      if (response.status >= 400) {
        const { deprecation } = operation;
        const { request: summary, maybeSent, sent } = state;
        throw new AtlasApiError({
          response,
          body: error,
          request: summary,
          sent,
          maybeSent,
          sentBody: body,
          deprecation,
          metadata: metadata(),
        });
      }
      const data = (await readData(operation, response, state, metadata())) as Data;
      const result: AtlasResult<Data> = { data, response, ...metadata() };
      return result;
    });
  };
}

// All that can be wrong with a call before it is made.
function prepare(
  operation: OperationDescriptor,
  request: object | undefined,
  options: CallOptions,
  defaults: CallLimits,
) {
  return readRequest(() => {
    const split = splitRequest(operation, request);
    const { signal, ...given } = readOptions(options, OPTIONS, operation.operationId);
    checkSignal(signal);
    const text = split.body === undefined ? undefined : serializeJson(split.body);
    const limits = checkLimits(given, defaults);
    return {
      ...split,
      text,
      signal,
      limits,
      cluster: clusterOf(operation, { ...split, body: asSent(split.body, text) }),
    };
  });
}

// A body with a toJSON of its own is not what is sent.
function asSent(body: unknown, text: string | undefined): unknown {
  return text !== undefined && typeof Reflect.get(Object(body), "toJSON") === "function" ? JSON.parse(text) : body;
}
