import type { ContractOperation, ContractParameter, Resolve, SecurityScheme } from "../description/index.js";
import { typesOf } from "../judge/index.js";
import type { SuiteLog } from "./log.js";

// The platform's `fetch` rejects these methods, and rejects bodies with those.
const FORBIDDEN_METHODS = ["CONNECT", "TRACE", "TRACK"];
const BODILESS_METHODS = ["GET", "HEAD"];

/**
 * An operation without the parts that can't be exercised, each of which is reported by name; undefined if no request is
 * left to send.
 */
export function withinLimits(
  operation: ContractOperation,
  resolve: Resolve,
  log: SuiteLog,
): ContractOperation | undefined {
  const { key, method, template, requestBody, ...rest } = operation;
  const leaveOut = (what: string, reason: string) => log.skip(key, what, reason);
  const isBodiless = BODILESS_METHODS.includes(method);
  const noBody = `the platform's fetch sends no body with ${method}`;
  const reasons = new Map(operation.parameters.map((parameter) => [parameter, reasonOf(parameter, resolve)]));
  const security = operation.security.filter((schemes) => authorizationsOf(schemes).length < 2);
  const impossible = [
    FORBIDDEN_METHODS.includes(method) && `the platform's fetch can't send ${method}`,
    /[#?]/.test(template) && "a path can't have a fragment or a query",
    isBodiless && requestBody?.required && noBody,
    operation.security.length > 0 && security.length === 0 && noCredentials(operation.security),
    ...[...reasons].map(([{ required }, reason]) => required && reason),
  ].filter((reason) => typeof reason === "string");
  for (const reason of impossible) leaveOut("the operation", reason);
  if (impossible.length > 0) return undefined;
  if (isBodiless && requestBody) leaveOut("the request body", noBody);
  for (const [{ in: location, name }, reason] of reasons) if (reason) leaveOut(`${location} ${name}`, reason);
  const parameters = operation.parameters.filter((parameter) => !reasons.get(parameter));
  const responses = operation.responses.filter(({ status }) => {
    if (status === "default" || /^[2-5](XX|\d\d)$/.test(status)) return true;
    const informational = "the platform's fetch does not show an informational status";
    const never = "it is not a status that a response can have";
    leaveOut(`status ${status}`, status.startsWith("1") ? informational : never);
    return false;
  });
  if (responses.length === 0) {
    leaveOut("the operation", "it declares no response that a client can receive");
    return undefined;
  }
  return {
    ...{ ...rest, key, method, template, parameters },
    // The first is used; Prism rejects what a client sends for Digest.
    security: security.sort((a, b) => Number(hasDigest(a)) - Number(hasDigest(b))),
    ...(requestBody && !isBodiless && { requestBody }),
    // A response to HEAD has no body, whatever is described.
    responses: method === "HEAD" ? responses.map((response) => ({ ...response, content: [] })) : responses,
  };
}

// The schemes that are the Authorization header of a request, which has one.
function authorizationsOf(schemes: readonly SecurityScheme[]): string[] {
  return [...new Set(schemes.flatMap(({ authorization }) => authorization ?? []))];
}

const hasDigest = (schemes: readonly SecurityScheme[]) => authorizationsOf(schemes).includes("digest");

function noCredentials([schemes = []]: ContractOperation["security"]): string {
  const names = authorizationsOf(schemes).join(" and ");
  return `no request has all of its credentials: ${names} are both the Authorization header`;
}

// The reason why a client made of this package's parts can't send a parameter.
function reasonOf(parameter: ContractParameter, resolve: Resolve): string | undefined {
  const { in: location, name, style, schema, mediaType } = parameter;
  const types = typesOf(schema, resolve);
  const isSingle = mediaType === undefined && !types.includes("array") && !types.includes("object");
  const problems: [boolean, string][] = [
    [location === "cookie", "the client sends no cookies"],
    [location === "path" && style !== "simple", `the client does not write the style ${style}`],
    [location === "path" && !isSingle, "the client accepts only single values in a path"],
    [location === "header" && mediaType !== undefined, "the client does not write a header of a media type"],
    [location === "header" && types.includes("object"), "the client does not write objects in headers"],
  ];
  const [, problem] = problems.find(([applies]) => applies) ?? [];
  return problem && `${problem}: ${location} ${name}`;
}
