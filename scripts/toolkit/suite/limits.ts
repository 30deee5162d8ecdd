import type { ContractOperation, Resolve } from "../description/index.js";
import type { SuiteContext } from "./context.js";

// The platform's `fetch` rejects these methods, and bodies with those.
const FORBIDDEN_METHODS = ["CONNECT", "TRACE", "TRACK"];
const BODILESS_METHODS = ["GET", "HEAD"];

/**
 * An operation without what can't be exercised of it, which is reported by name; nothing, if that leaves no request to
 * send.
 */
export function withinLimits(
  operation: ContractOperation,
  resolve: Resolve,
  { sdk, skip }: Pick<SuiteContext, "sdk" | "skip">,
): ContractOperation | undefined {
  const { key, method, requestBody } = operation;
  const leaveOut = (what: string, reason: string) => skip({ operation: key, what, reason });
  if (FORBIDDEN_METHODS.includes(method)) {
    leaveOut("the operation", `the platform's fetch can't send ${method}`);
    return undefined;
  }
  if (/[#?]/.test(operation.template)) {
    leaveOut("the operation", "a request's path has no fragment and no query");
    return undefined;
  }
  const bodiless = requestBody && BODILESS_METHODS.includes(method);
  if (bodiless) {
    const reason = `the platform's fetch sends no body with ${method}`;
    leaveOut(requestBody.required ? "the operation" : "the request body", reason);
    if (requestBody.required) return undefined;
  }
  let sendable = true;
  const parameters = operation.parameters.filter((parameter) => {
    const reason = sdk.unsendable(parameter, resolve);
    if (reason === undefined) return true;
    const { in: location, name, required } = parameter;
    leaveOut(required ? "the operation" : `${location} ${name}`, `${reason}: ${location} ${name}`);
    if (required) sendable = false;
    return false;
  });
  if (!sendable) return undefined;
  const responses = operation.responses.filter(({ status }) => {
    if (status === "default" || /^[2-5](XX|\d\d)$/.test(status)) return true;
    const reason = status.startsWith("1")
      ? "the platform's fetch does not show an informational status"
      : "it is not a status that a response can have";
    leaveOut(`status ${status}`, reason);
    return false;
  });
  if (responses.length === 0) {
    leaveOut("the operation", "it has no response that can be given");
    return undefined;
  }
  const { requestBody: _, ...rest } = operation;
  return {
    ...rest,
    ...(requestBody && !bodiless && { requestBody }),
    parameters,
    // A response to HEAD has no body, whatever is described.
    responses: method === "HEAD" ? responses.map((response) => ({ ...response, content: [] })) : responses,
  };
}
