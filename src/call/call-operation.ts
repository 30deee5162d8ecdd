import type { QuerySerializer } from "openapi-fetch";
import type { AtlasResult, CallOptions, OperationCaller, OperationDescriptor } from "../operation.js";
import { checkLimits } from "../options/limits.js";
import { checkSignal, readOptions } from "../options/option-checks.js";
import { AtlasApiError } from "../response/api-error.js";
import { readData } from "../response/read-data.js";
import { type Call, type CallLimits, stateOf } from "../transport/call.js";
import { toConsumedResponse } from "../transport/read-response.js";
import type { SendRequest } from "../transport/transport.js";
import { isSafe } from "../transport/transport-errors.js";
import { clusterOf } from "./cluster-name.js";
import { composeRequest } from "./compose-request.js";
import type { Guard } from "./guard.js";
import { serializeJson } from "./json-body.js";
import { mediaTypeMiddleware } from "./media-types.js";
import { sentThrough, toFetch, type UntypedRequest } from "./openapi-fetch.js";
import { readRequest } from "./read-request.js";
import { type SplitRequest, splitRequest } from "./split-request.js";

/** What calling an operation needs. */
export interface OperationCallerOptions {
  readonly baseUrl: string;
  readonly querySerializer: QuerySerializer<unknown>;
  /** openapi-fetch's `request`. */
  readonly request: UntypedRequest;
  /** Whether the openapi-fetch client has middlewares. They see named operations as well. */
  readonly hasMiddlewares: () => boolean;
  readonly guard: Guard;
  /** The limits for calls that set none. */
  readonly limits: CallLimits;
}

/** A response whose body has been read. */
interface Received {
  readonly response: Response;
  readonly bytes: Uint8Array;
  /** The parsed body of an error response; text if it is not JSON. */
  readonly error?: unknown;
}

const OPTIONS = ["signal", "timeoutMs", "deadlineMs", "retry", "retryUnsafe"] as const;

/** Makes the function that carries out every named operation. */
export function createOperationCaller(caller: OperationCallerOptions): OperationCaller {
  const { guard, hasMiddlewares, baseUrl, querySerializer } = caller;
  return async <Data>(operation: OperationDescriptor, request: object | undefined, options?: CallOptions) => {
    const start = prepare(operation, request, options, caller.limits);
    const { params, body, text } = start;
    const { method } = operation;
    // The Request constructor rejects the rest.
    const isPlain = method !== "TRACE" && (text === undefined || !isSafe(method));
    return guard(start, async (send, call) => {
      if (!isPlain || hasMiddlewares()) {
        const { response, bytes, error } = await sendThroughOpenapiFetch(caller, operation, start, send, call);
        return toResult<Data>(operation, response, bytes, error, body, call);
      }
      const read = await send(composeRequest(operation, params, text, baseUrl, querySerializer));
      const { bytes } = read;
      const response = toConsumedResponse(read, call);
      const error = response.status >= 400 ? parseError(bytes) : undefined;
      return toResult<Data>(operation, response, bytes, error, body, call);
    });
  };
}

function toResult<Data>(
  operation: OperationDescriptor,
  response: Response,
  bytes: Uint8Array,
  error: unknown,
  sentBody: unknown,
  call: Call,
): AtlasResult<Data> {
  const { metadata } = call.progress;
  if (response.status >= 400) {
    const { deprecation } = operation;
    const { request, maybeSent, sent } = stateOf(call);
    throw new AtlasApiError({ response, body: error, request, sent, maybeSent, sentBody, deprecation, metadata });
  }
  const data = readData(operation, response, bytes, () => stateOf(call), metadata) as Data;
  return { data, response, ...metadata };
}

function sendThroughOpenapiFetch(
  { request }: OperationCallerOptions,
  operation: OperationDescriptor,
  { params, text }: Pick<SplitRequest, "params"> & { readonly text: string | undefined },
  send: SendRequest,
  call: Call,
): Promise<Received> {
  return sentThrough(call, async () => {
    const { error, response } = await request(operation.method, operation.path, {
      params,
      ...(text !== undefined && { body: text, bodySerializer: () => text }),
      // We parse the body of a success ourselves: openapi-fetch throws a bare SyntaxError.
      parseAs: "stream",
      middleware: [mediaTypeMiddleware(operation)],
      fetch: toFetch(send, call),
    });
    const bytes = response.ok ? new Uint8Array(await response.arrayBuffer()) : new Uint8Array();
    return { response, bytes, error };
  });
}

function parseError(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

// Checks everything that can be wrong with a call before it is made.
function prepare(
  operation: OperationDescriptor,
  request: object | undefined,
  options: CallOptions | undefined,
  defaults: CallLimits,
) {
  return readRequest(() => {
    const split = splitRequest(operation, request);
    const given = options === undefined ? {} : readOptions(options, OPTIONS, operation.operationId);
    const { signal } = given;
    checkSignal(signal);
    const text = split.body === undefined ? undefined : serializeJson(split.body);
    const limits = options === undefined ? defaults : checkLimits(given, defaults);
    const { params, body } = split;
    return {
      method: operation.method,
      path: operation.path,
      parameters: params.path,
      operation,
      signal,
      limits,
      cluster: clusterOf(operation, { params, body: asSent(body, text) }),
      params,
      body,
      text,
    };
  });
}

// If the body has a toJSON, its result is what is sent.
function asSent(body: unknown, text: string | undefined): unknown {
  return text !== undefined && typeof Reflect.get(Object(body), "toJSON") === "function" ? JSON.parse(text) : body;
}
