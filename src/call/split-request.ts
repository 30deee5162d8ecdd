import { AtlasInvalidRequestError } from "../errors.js";
import type { OperationDescriptor } from "../operation.js";

/** A named operation's flat request, taken apart into what openapi-fetch wants. */
export interface SplitRequest {
  params: Record<string, Record<string, unknown>>;
  body: unknown;
}

/**
 * Takes the flat request of a named operation apart.
 *
 * @throws {@link AtlasInvalidRequestError} if it is not an object, lacks a required parameter, or has one that the operation
 * does not know
 */
export function splitRequest(operation: OperationDescriptor, request: object = {}): SplitRequest {
  if (typeof request !== "object" || request === null || Array.isArray(request)) {
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
    // Path parameters have a check of their own, which serves the underlying client as well.
    if (required && location !== "path" && params[location]?.[name] === undefined) {
      throw new AtlasInvalidRequestError(name, "is missing");
    }
  }
  if (operation.requestBody?.required && (body === undefined || body === null)) {
    throw new AtlasInvalidRequestError("body", "is missing");
  }
  return { params, body };
}

function allowed({ parameters, requestBody }: OperationDescriptor): string {
  const names = parameters.map(({ name }) => name);
  return [...names, ...(requestBody ? ["body"] : [])].join(", ") || "none";
}
