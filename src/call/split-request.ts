import { AtlasInvalidRequestError } from "../errors.js";
import type { CallDescriptor } from "../operation.js";
import { isRecord } from "../support/properties.js";

/** A named operation's flat request, split into the parts that openapi-fetch takes. */
export interface SplitRequest {
  params: Record<string, Record<string, unknown>>;
  body: unknown;
}

/**
 * Splits the flat request of a named operation.
 *
 * @throws {@link AtlasInvalidRequestError} if it is not an object, lacks a required parameter, or has an unknown one
 */
export function splitRequest(operation: CallDescriptor, request: object = {}): SplitRequest {
  if (!isRecord(request)) {
    throw new AtlasInvalidRequestError("The request", `of ${operation.operationId} must be an object`);
  }
  const params: SplitRequest["params"] = {};
  let body: unknown;
  for (const [name, value] of Object.entries(request)) {
    const parameter = operation.parameters.find((candidate) => candidate.name === name);
    if (parameter) params[parameter.in] = { ...params[parameter.in], [name]: value };
    else if (name === "body" && operation.requestBody) body = value;
    else
      throw new AtlasInvalidRequestError(name, `is not a property of the request; allowed are ${allowed(operation)}`);
  }
  for (const { name, in: location, required } of operation.parameters) {
    // Path parameters have their own check, which also covers the openapi-fetch client.
    if (required && location !== "path" && params[location]?.[name] === undefined) {
      throw new AtlasInvalidRequestError(name, "is missing");
    }
  }
  if (operation.requestBody?.required && (body === undefined || body === null)) {
    throw new AtlasInvalidRequestError("body", "is missing");
  }
  return { params, body };
}

function allowed({ parameters, requestBody }: CallDescriptor): string {
  const names = parameters.map(({ name }) => name);
  return [...names, ...(requestBody ? ["body"] : [])].join(", ") || "none";
}
