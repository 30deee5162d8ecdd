import { join, successorSentence } from "../deprecation/deprecation-notice.js";
import { AtlasError, isAtlasError } from "../errors.js";
import type { DeprecationDescriptor } from "../operation.js";
import { oneLine } from "../redaction/one-line.js";
import { defined, isObject, readStrings } from "../support/properties.js";
import { mayHaveActed, type RequestSummary } from "../transport/transport-errors.js";
import type { ResponseMetadata } from "./metadata.js";
import type { RateLimit } from "./rate-limit.js";
import type { ResponseDeprecation } from "./response-deprecation.js";

/** One property of a request that Atlas rejected, and why. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** The options of an {@link AtlasApiError}. */
export interface ApiErrorInit {
  response: Response;
  /** The parsed body; text or `undefined` if it is not JSON. */
  body: unknown;
  request: RequestSummary;
  /** How many times Atlas may have acted on the request, in this attempt and earlier ones. */
  sent: number;
  /** The body that was sent. */
  sentBody?: unknown;
  deprecation?: DeprecationDescriptor | undefined;
  metadata: ResponseMetadata;
}

// If a deprecated operation gets one of these, it is probably retired.
const RETIREMENT_STATUSES = new Set([400, 404, 410]);

/**
 * Atlas sent an error status (4xx or 5xx). Properties that the response does not have are `undefined`. `maybeSent` is
 * true after most 5xx statuses.
 *
 * @example
 * ```ts
 * try {
 *   await atlas.upgradeSharedClusterToServerless({ groupId, body });
 * } catch (error) {
 *   if (isAtlasApiError(error, 409)) console.error(error.errorCode, error.detail);
 *   else throw error;
 * }
 * ```
 */
export class AtlasApiError extends AtlasError {
  override get name() {
    return "AtlasApiError";
  }

  /** The HTTP status of the response. */
  readonly status: number;
  /** Atlas's code for the failure; new codes can be added at any time. */
  declare readonly errorCode?: string;
  /** The HTTP status in words. */
  declare readonly reason?: string;
  /** The failure in words, for a person. */
  declare readonly detail?: string;
  /** The values that `detail` talks about. */
  declare readonly parameters?: readonly unknown[];
  /** Which properties of the request Atlas rejected. */
  declare readonly badRequestDetail?: { readonly fields: readonly FieldViolation[] };
  /** The response's rate limit headers, if it has any. */
  declare readonly rateLimit?: RateLimit;
  /** The response's deprecation headers, if it has any. */
  declare readonly deprecation?: ResponseDeprecation;
  /** The response's `X-Request-Id`, if it has one. */
  declare readonly requestId?: string;
  /** What to do instead, if a deprecated operation is probably retired (400, 404, 410). */
  declare readonly hint?: string;
  readonly request: RequestSummary;
  /** The response's status and headers; its body has already been read. Not enumerable, so logs leave it out. */
  declare readonly response: Response;

  constructor({ response, body, request, sent, sentBody, deprecation, metadata }: ApiErrorInit) {
    // v2 responses also have the code in a header, which is there even if the body is lost.
    const errorCode = response.headers.get("X-Error-Code") || undefined;
    const properties = { ...defined({ errorCode }), ...readErrorBody(body) };
    super(describe(response, properties, request) + mayHaveActed({ request, sent }), { maybeSent: sent > 0 });
    this.status = response.status;
    Object.assign(this, properties, metadata);
    if (deprecation && RETIREMENT_STATUSES.has(response.status)) this.hint = retirementHint(deprecation, sentBody);
    this.request = request;
    Object.defineProperty(this, "response", { value: response });
  }
}

/**
 * Whether a value is an {@link AtlasApiError}, of any realm and of any copy of the package.
 *
 * @param status - the HTTP status that it must have; any status by default
 * @example
 * ```ts
 * if (isAtlasApiError(error, 409)) console.error(error.detail);
 * ```
 */
export function isAtlasApiError<Status extends number = number>(
  value: unknown,
  status?: Status,
): value is AtlasApiError & { readonly status: Status } {
  return (
    isAtlasError(value) &&
    value.name === "AtlasApiError" &&
    (status === undefined || Reflect.get(value, "status") === status)
  );
}

function retirementHint(deprecation: DeprecationDescriptor, sentBody: unknown): string {
  const { how, needs = [] } = deprecation.migration ?? {};
  const properties = isObject(sentBody) ? Object.keys(sentBody) : [];
  const isPossible = needs.every((property) => properties.includes(property));
  const retired = "The operation is deprecated and probably retired.";
  return join(" ", retired, successorSentence(deprecation), isPossible && how);
}

type ErrorProperties = Pick<AtlasApiError, "errorCode" | "reason" | "detail" | "parameters" | "badRequestDetail">;

// Each property is checked separately: a malformed one must not discard the others.
function readErrorBody(body: unknown): ErrorProperties {
  if (!isObject(body)) return {};
  const { parameters, badRequestDetail } = body as { parameters?: unknown; badRequestDetail?: unknown };
  const fields = Object(badRequestDetail).fields as unknown;
  return {
    ...readStrings(body, "errorCode", "reason", "detail"),
    ...(Array.isArray(parameters) && { parameters }),
    ...(Array.isArray(fields) && { badRequestDetail: { fields: fields.filter(isFieldViolation) } }),
  };
}

function isFieldViolation(value: unknown): value is FieldViolation {
  return Object.keys(readStrings(value, "field", "description")).length === 2;
}

function describe(response: Response, properties: ErrorProperties, { method, url }: RequestSummary): string {
  const code = properties.errorCode ?? properties.reason ?? response.statusText;
  const words = properties.detail ?? "no further details";
  // The error's properties have the full text.
  return `${response.status}${code && ` ${oneLine(code, 100)}`}: ${oneLine(words, 900)} (${method} ${url})`;
}
