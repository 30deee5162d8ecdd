import { AtlasApiError } from "./api-error.js";
import { checkTimeout, refuseUnknown } from "./client-options.js";
import { AtlasInvalidRequestError } from "./errors.js";
import type { AtlasResult, CallOptions, OperationCaller, OperationDescriptor } from "./operation.js";
import { checkPath } from "./path-check.js";
import { readRateLimit } from "./rate-limit.js";
import { readResponseDeprecation } from "./response-deprecation.js";
import { splitRequest } from "./split-request.js";
import { AtlasUnexpectedResponseError, type RequestSummary } from "./transport-errors.js";

/** What openapi-fetch's `request` takes and gives, without the types of a particular description. */
export type UntypedRequest = (
  method: string,
  path: string,
  init: Record<string, unknown>,
) => Promise<{ error?: unknown; response: Response }>;

/** What a caller of operations is made of. */
export interface OperationCallerOptions {
  request: UntypedRequest;
  /** Makes the fetch of one call, with its own signal and time limit. */
  fetchFor: (options: CallOptions) => (request: Request) => Promise<Response>;
  now: () => number;
}

/** Makes the one path that all named operations take: their request, through openapi-fetch, to a result or an error. */
export function createOperationCaller({ request: send, fetchFor, now }: OperationCallerOptions): OperationCaller {
  return async <Data>(operation: OperationDescriptor, request: object | undefined, options: CallOptions = {}) => {
    const { params, body } = splitRequest(operation, request);
    // Here as well as in the middleware: openapi-fetch builds the URL before it, and fails on what is no text.
    checkPath(operation.path, params.path, operation);
    refuseUnknown(options, ["signal", "timeoutMs"], operation.operationId);
    if (options.timeoutMs !== undefined) checkTimeout(options.timeoutMs);
    if (options.signal !== undefined && Object.prototype.toString.call(options.signal) !== "[object AbortSignal]") {
      throw new AtlasInvalidRequestError("signal", "must be an AbortSignal");
    }
    // With "stream", openapi-fetch leaves the body of a success to us: its own parsing throws a bare SyntaxError.
    const { error, response } = await send(operation.method, operation.path, {
      params,
      ...(body !== undefined && { body, bodySerializer: serializeJson }),
      parseAs: "stream",
      // The signal goes this way, and not into a Request, which would listen to it until it is garbage-collected.
      fetch: fetchFor(options),
    });

    const summary = { method: operation.method, url: withoutQuery(response.url) || operation.path };
    if (response.status >= 400) {
      throw new AtlasApiError({
        response,
        body: error,
        request: summary,
        sentBody: body,
        deprecation: operation.deprecation,
        now,
      });
    }
    const data = (await readData(operation, response, summary)) as Data;
    const rateLimit = readRateLimit(response.headers, now);
    const deprecation = readResponseDeprecation(response.headers);
    const result: AtlasResult<Data> = {
      data,
      response,
      ...(rateLimit && { rateLimit }),
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

async function readData(operation: OperationDescriptor, response: Response, summary: RequestSummary): Promise<unknown> {
  const { status } = response;
  const unexpected = (problem: string, cause?: unknown) =>
    new AtlasUnexpectedResponseError(status, problem, summary, {
      ...(cause !== undefined && { cause }),
      deprecation: readResponseDeprecation(response.headers),
    });
  if (!response.ok) throw unexpected("that is neither a success nor an error; redirects are not followed");

  const text = await response.text();
  if (text === "") {
    if (operation.responses[status]?.length === 0) return undefined;
    throw unexpected("the body is empty");
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const contentType = response.headers.get("Content-Type") ?? "no content type";
    throw unexpected(`the body is not JSON (${contentType}, ${text.length} characters)`, error);
  }
  if (typeof data !== "object" || data === null) throw unexpected("the body is no JSON object or array");
  return data;
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
