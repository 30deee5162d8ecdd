import { AtlasApiError } from "./api-error.js";
import { checkTimeout } from "./client-options.js";
import { AtlasInvalidRequestError } from "./errors.js";
import type { AtlasResult, CallOptions, OperationCaller, OperationDescriptor } from "./operation.js";
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
  /** Makes the fetch of one call, with its own time limit. */
  fetchFor: (timeoutMs: number | undefined) => (request: Request) => Promise<Response>;
  now: () => number;
}

/** Makes the one path that all named operations take: their request, through openapi-fetch, to a result or an error. */
export function createOperationCaller({ request: send, fetchFor, now }: OperationCallerOptions): OperationCaller {
  return async <Data>(operation: OperationDescriptor, request: object | undefined, options: CallOptions = {}) => {
    const { params, body } = splitRequest(operation, request);
    if (options.timeoutMs !== undefined) checkTimeout(options.timeoutMs);
    // With "stream", openapi-fetch leaves the body of a success to us: its own parsing throws a bare SyntaxError.
    const { error, response } = await send(operation.method, operation.path, {
      params,
      ...(body !== undefined && { body, bodySerializer: serializeJson }),
      ...(options.signal && { signal: options.signal }),
      parseAs: "stream",
      fetch: fetchFor(options.timeoutMs),
    });

    const summary = { method: operation.method, url: withoutQuery(response.url) };
    if (response.status >= 400) {
      throw new AtlasApiError({ response, body: error, request: summary, deprecation: operation.deprecation, now });
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
  try {
    return JSON.stringify(body);
  } catch (error) {
    throw new AtlasInvalidRequestError("body", "can't be written as JSON", { cause: error });
  }
}

async function readData(operation: OperationDescriptor, response: Response, summary: RequestSummary): Promise<unknown> {
  const { status } = response;
  const unexpected = (problem: string, cause?: unknown) =>
    new AtlasUnexpectedResponseError(status, problem, summary, cause === undefined ? undefined : { cause });
  if (!response.ok) throw unexpected("that is neither a success nor an error; redirects are not followed");

  const text = await response.text();
  const declaresNoBody = status === 204 || operation.responses[status]?.length === 0;
  if (text === "") {
    if (declaresNoBody) return undefined;
    throw unexpected("the body is empty");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const contentType = response.headers.get("Content-Type") ?? "no content type";
    throw unexpected(`the body is not JSON (${contentType}, ${text.length} characters)`, error);
  }
}

function withoutQuery(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
