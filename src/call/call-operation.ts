import type { QuerySerializer } from "openapi-fetch";
import type { AtlasResult, CallDescriptor, CallOptions, OperationCaller } from "../operation.js";
import { checkLimits } from "../options/limits.js";
import { checkSignal, readOptions } from "../options/option-checks.js";
import { AtlasApiError } from "../response/api-error.js";
import { readData } from "../response/read-data.js";
import { type Call, type CallLimits, type ReadResponse, stateOf } from "../transport/call.js";
import { toConsumedResponse } from "../transport/read-response.js";
import type { SendRequest } from "../transport/transport.js";
import { isSafe } from "../transport/transport-errors.js";
import { clusterOf } from "./cluster-name.js";
import { composeRequest } from "./compose-request.js";
import type { Guard } from "./guard.js";
import { serializeJson } from "./json-body.js";
import { mediaTypeMiddleware } from "./media-types.js";
import { sentThrough, toFetch, type UntypedRequest } from "./openapi-fetch.js";
import { checkPath } from "./path-check.js";
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

/** A response, and what was in its body. */
interface Received {
  readonly response: Response;
  readonly bytes: Uint8Array;
  /** The parsed body of an error response; text if it is not JSON. */
  readonly error: unknown;
}

const OPTIONS = ["signal", "timeoutMs", "deadlineMs", "retry", "retryUnsafe"] as const;

/** Makes the function that carries out every named operation. */
export function createOperationCaller(caller: OperationCallerOptions): OperationCaller {
  const { guard, hasMiddlewares, baseUrl, querySerializer, limits } = caller;
  return async <Data>(operation: CallDescriptor, request: object | undefined, options?: CallOptions) => {
    const { params, body, text, start } = readRequest(() => prepare(operation, request, options, limits));
    // The Request constructor rejects the rest.
    const isPlain = operation.method !== "TRACE" && (text === undefined || !isSafe(operation.method));
    return guard(start, async (send, call) => {
      const received =
        isPlain && !hasMiddlewares()
          ? readPlain(await send(composeRequest(operation, params, text, baseUrl, querySerializer)), call)
          : await sendThroughOpenapiFetch(caller, operation, params, text, send, call);
      return toResult<Data>(operation, received, body, call);
    });
  };
}

// Checks everything that can be wrong with a call before it is made.
function prepare(
  operation: CallDescriptor,
  request: object | undefined,
  options: CallOptions | undefined,
  defaults: CallLimits,
) {
  const { params, body } = splitRequest(operation, request);
  const given = options === undefined ? {} : readOptions(options, OPTIONS, operation.operationId);
  checkSignal(given.signal);
  const text = body === undefined ? undefined : serializeJson(body);
  const limits = options === undefined ? defaults : checkLimits(given, defaults);
  const { method, path } = operation;
  checkPath(path, params.path, operation);
  const cluster = clusterOf(operation, { params, body: asSent(body, text) });
  return { params, body, text, start: { method, path, operation, signal: given.signal, limits, cluster } };
}

// If the body has a toJSON, its result is what is sent.
function asSent(body: unknown, text: string | undefined): unknown {
  return text !== undefined && typeof Reflect.get(Object(body), "toJSON") === "function" ? JSON.parse(text) : body;
}

function readPlain(read: ReadResponse, call: Call): Received {
  const { bytes } = read;
  const response = toConsumedResponse(read, call);
  return { response, bytes, error: response.status >= 400 ? parseError(bytes) : undefined };
}

function parseError(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function sendThroughOpenapiFetch(
  { request }: OperationCallerOptions,
  operation: CallDescriptor,
  params: SplitRequest["params"],
  text: string | undefined,
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

function toResult<Data>(
  operation: CallDescriptor,
  { response, bytes, error }: Received,
  sentBody: unknown,
  call: Call,
): AtlasResult<Data> {
  const { metadata } = call.progress;
  if (response.status >= 400) {
    const { deprecation } = operation;
    throw new AtlasApiError({ ...stateOf(call), response, body: error, sentBody, deprecation, metadata });
  }
  const data = readData(operation, response, bytes, call) as Data;
  return { data, response, ...metadata };
}
