import type { Client, Middleware } from "openapi-fetch";
import type { DeprecationOptions } from "../deprecation/deprecation.js";
import type { CallDescriptor } from "../operation.js";
import { checkSignal } from "../options/option-checks.js";
import { hasNoBody } from "../response/read-data.js";
import { isObject, isRecord } from "../support/properties.js";
import { race } from "../support/race.js";
import { type Call, unexpected } from "../transport/call.js";
import { clusterOf } from "./cluster-name.js";
import { findOperation } from "./find-operation.js";
import type { Guard } from "./guard.js";
import { serializeJson } from "./json-body.js";
import { mediaTypeMiddleware } from "./media-types.js";
import { sentThrough, toFetch, type UntypedRequest } from "./openapi-fetch.js";
import { checkPath, checkTemplate } from "./path-check.js";
import { readRequest } from "./read-request.js";

interface RawInit extends Record<string, unknown> {
  params?: { path?: Record<string, unknown> } | null;
  signal?: AbortSignal | null;
  middleware?: Middleware[];
  bodySerializer?: unknown;
  fetch?: Fetch;
}

type Fetch = (request: Request) => Promise<Response>;

/**
 * Makes an openapi-fetch client whose calls pass the guard: its limits, checks and notices apply, and errors are typed.
 * Results are openapi-fetch's, except that `error` is always an object. `hasMiddlewares` says whether a middleware has
 * been added.
 */
export function createHttpClient<Paths extends object>(
  client: Client<Paths>,
  guard: Guard,
  operations: NonNullable<DeprecationOptions["operations"]>,
): { http: Client<Paths>; hasMiddlewares: () => boolean } {
  const send = client.request as UntypedRequest;
  const request = async (givenMethod: string, givenPath: string, given?: RawInit | null) => {
    const { method, path, signal, fetch, init, operation, cluster } = readRequest(() => {
      const { signal, fetch, ...init } = given ?? {};
      checkSignal(signal ?? undefined);
      const [method, path] = [String(givenMethod).toUpperCase(), String(givenPath)];
      const operation = findOperation(operations, method, path);
      const params = { path: init.params?.path ?? {} };
      if (!operation) checkTemplate(path);
      checkPath(path, params.path, operation);
      const cluster = operation && clusterOf(operation, { params, body: init.body });
      return { method, path, signal, fetch, init: { ...init, ...jsonBody(init) }, operation, cluster };
    });
    // The signal is passed separately: a Request would listen to it until it is garbage-collected.
    return guard({ method, path, operation, signal: signal ?? undefined, cluster }, async (sendRequest, call) => {
      const sender = fetch ? sendBy(fetch, call) : toFetch(sendRequest, call);
      const own = operation ? [mediaTypeMiddleware(operation)] : [];
      const middleware = [...own, ...(init.middleware ?? [])];
      const result = await sentThrough(call, () => send(method, path, { ...init, middleware, fetch: sender }));
      return complete(result, operation, init.parseAs, call);
    });
  };
  let hasMiddlewares = false;
  const http = { ...client, request };
  for (const method of Object.keys(client).filter((name) => name === name.toUpperCase())) {
    Reflect.set(http, method, (path: string, init?: RawInit) => request(method, path, init));
  }
  http.use = (...middlewares) => {
    hasMiddlewares = true;
    client.use(...middlewares);
  };
  return { http: http as Client<Paths>, hasMiddlewares: () => hasMiddlewares };
}

// The same body checks as for named operations, unless the caller has its own serializer.
function jsonBody({ body, bodySerializer }: RawInit): RawInit {
  if (body === undefined || bodySerializer !== undefined || body instanceof FormData) return {};
  const text = serializeJson(body, { bareValues: true });
  return { bodySerializer: () => text };
}

// A fetch that is passed to a single call gets no credentials: what it does with them is unknown.
function sendBy(fetch: Fetch, { signal, progress }: Call): Fetch {
  return async (request) => {
    signal.throwIfAborted();
    progress.method = request.method;
    progress.url = request.url;
    progress.attempts = 1;
    progress.sent = 1;
    progress.waitingFor = "the response";
    const response = await race(signal, fetch(request));
    progress.responded = true;
    progress.status = response.status;
    return response;
  };
}

type RawResult = Awaited<ReturnType<UntypedRequest>>;

function complete(result: RawResult, operation: CallDescriptor | undefined, parseAs: unknown, call: Call): RawResult {
  const { response, data, error } = result;
  if (!response.ok) return { error: toErrorObject(error, response), response };
  const asJson = operation !== undefined && (parseAs === undefined || parseAs === "json");
  if (asJson && !hasNoBody(operation, response.status) && !isObject(data)) {
    const problem = data === undefined ? "the body is empty" : "the body is not a JSON object or array";
    throw unexpected(call, response.status, problem);
  }
  return result;
}

// If Atlas's error object is missing, its required properties are filled in from the status.
function toErrorObject(error: unknown, { status, statusText, headers }: Response): object {
  if (isRecord(error)) return error;
  const detail = typeof error === "string" ? error : error === undefined ? "" : JSON.stringify(error);
  return {
    error: status,
    errorCode: headers.get("X-Error-Code") ?? `HTTP_${status}`,
    ...(statusText && { reason: statusText }),
    ...(detail && { detail }),
  };
}
