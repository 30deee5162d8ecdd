import type { AtlasOperations } from "../../generated/operations.js";
import { AtlasConfigurationError } from "../errors.js";
import { contract } from "./contract.js";

/** A response before it is sent. */
export interface PlannedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a string; `undefined` is an empty body. */
  readonly body: unknown;
  /** The fault that replaces Atlas's response. */
  readonly fault?: 503;
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  410: "Gone",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** The reason phrase of a status. */
export function reasonOf(status: number): string {
  return REASONS[status] ?? "";
}

/** Atlas's error object. */
export function errorResponse(
  status: number,
  errorCode: string,
  detail: string,
  { parameters, headers }: { parameters?: readonly unknown[]; headers?: Readonly<Record<string, string>> } = {},
): PlannedResponse {
  return {
    status,
    headers: { "Content-Type": "application/json", "X-Error-Code": errorCode, ...headers },
    body: { error: status, errorCode, detail, reason: reasonOf(status), ...(parameters && { parameters }) },
  };
}

/**
 * Makes a response that the description declares, with one of its examples.
 *
 * @param example - the name of an example; the first one by default
 * @throws {@link AtlasConfigurationError} saying what is declared, for a status or an example that is not
 */
export function declaredResponse(
  operationId: keyof AtlasOperations,
  status: number,
  example?: string,
  extraHeaders: Readonly<Record<string, string>> = {},
): PlannedResponse {
  const operation = contract.operations[operationId];
  if (!operation) throw notThere("operationId", operationId, Object.keys(contract.operations));
  const response = operation.responses[String(status)];
  if (!response) {
    throw notThere("status", status, Object.keys(operation.responses), operationId);
  }
  const [[mediaType, examples] = ["", {}]] = Object.entries(response.content);
  const name = example ?? Object.keys(examples)[0];
  if (example !== undefined && !Object.hasOwn(examples, example)) {
    throw notThere("example", example, Object.keys(examples), `${operationId} with ${status}`);
  }
  const body = name === undefined ? undefined : examples[name];
  const errorCode: unknown = Reflect.get(Object(body), "errorCode");
  return {
    status,
    headers: {
      ...(mediaType !== "" && { "Content-Type": mediaType }),
      ...(typeof errorCode === "string" && response.headers.includes("X-Error-Code") && { "X-Error-Code": errorCode }),
      ...(response.headers.includes("Retry-After") && {
        "Retry-After": "10",
        "RateLimit-Limit": "100",
        "RateLimit-Remaining": "0",
      }),
      ...extraHeaders,
    },
    body,
  };
}

function notThere(option: string, value: unknown, allowed: readonly string[], of = "the description") {
  return new AtlasConfigurationError(option, `${value} is not declared for ${of}; declared: ${allowed.join(", ")}`);
}
