import type {
  ContractOperation,
  ContractParameter,
  ContractResponse,
  Resolve,
  SecurityScheme,
} from "../description/index.js";
import { type ExchangeRequest, type ExchangeResponse, type Fault, fault } from "./exchange.js";
import { judgeBody } from "./judge-body.js";
import { isKnownName, judgeParameter } from "./judge-parameter.js";
import type { OperationMatch } from "./match-operation.js";
import { accepts } from "./media-type.js";
import type { SchemaJudge } from "./schema-judge.js";

type JudgeTools = Readonly<{ resolve: Resolve; judgeSchema: SchemaJudge }>;
type Pairs = readonly (readonly [name: string, value: string])[];

/** The faults of a request. */
export function judgeRequest(
  request: ExchangeRequest,
  { ofPath, operation, pathParameters }: OperationMatch,
  tools: JudgeTools,
): Fault[] {
  const { method, headers } = request;
  const { pathname, searchParams } = new URL(request.url);
  if (ofPath.length === 0) return [fault(["request", "path"], "unknown", `no path of the description is ${pathname}`)];
  if (!operation) {
    const allowed = ofPath.map((other) => other.method).join(", ");
    return [fault(["request", "method"], "unknown", `${method} is not one of ${allowed}`)];
  }
  const query = [...searchParams];
  const cookies = readCookies(headers.get("Cookie") ?? "");
  const stringsOf = ({ in: location, name }: ContractParameter): string[] => {
    if (location === "path") return decode(pathParameters[name]);
    if (location === "header") return [headers.get(name) ?? []].flat();
    return (location === "query" ? query : cookies).filter(([key]) => key === name).map(([, value]) => value);
  };
  return [
    ...operation.parameters.flatMap((parameter) =>
      judgeParameter(parameter, stringsOf(parameter), parameter.in === "query" ? query : cookies, "request", tools),
    ),
    ...judgeQueryNames(query, operation, tools.resolve),
    ...judgeCredentials(operation.security, headers, query, cookies),
    ...judgeAccept(operation, headers.get("Accept")),
    ...judgeRequestBody(request, operation, tools.judgeSchema),
  ];
}

function judgeRequestBody(request: ExchangeRequest, { requestBody }: ContractOperation, judge: SchemaJudge): Fault[] {
  const location = ["request", "body"];
  if (request.body.length === 0) return requestBody?.required ? [fault(location, "required", "is missing")] : [];
  return requestBody
    ? judgeBody(request, requestBody.content, "request", judge)
    : [fault(location, "undeclared", "the operation takes no body")];
}

// A misspelt query parameter has no effect, which is easily overlooked.
function judgeQueryNames(query: Pairs, { security, parameters }: ContractOperation, resolve: Resolve): Fault[] {
  const isCredential = (name: string) =>
    security.flat().some((scheme) => scheme.in === "query" && scheme.name === name);
  const known = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const message = `is not a query parameter; there are ${known.join(", ") || "none"}`;
  return query
    .filter(([name]) => !isCredential(name) && !isKnownName(name, parameters, resolve))
    .map(([name]) => fault(["request", "query", name], "unknown", message));
}

function judgeCredentials(
  security: readonly SecurityScheme[][],
  headers: Headers,
  query: Pairs,
  cookies: Pairs,
): Fault[] {
  const authorization = headers.get("Authorization") ?? "";
  const holds = ({ type, scheme = "", in: location, name = "" }: SecurityScheme): boolean => {
    if (type === "http") return new RegExp(`^${scheme} +\\S`, "i").test(authorization);
    if (type === "oauth2" || type === "openIdConnect") return /^Bearer +\S/i.test(authorization);
    if (type !== "apiKey") return true;
    if (location === "header") return headers.has(name);
    return (location === "query" ? query : cookies).some(([key]) => key === name);
  };
  if (security.length === 0 || security.some((schemes) => schemes.every(holds))) return [];
  const needed = security.map((schemes) => schemes.map(({ type, scheme }) => scheme ?? type).join(" and "));
  const location = ["request", "header", "Authorization"];
  return [fault(location, "security", `${needed.join(" or ")} is needed`)];
}

// A server that supports several versions of a response requires a request for one of them.
function judgeAccept({ responses }: ContractOperation, accept: string | null): Fault[] {
  const contents = responses.filter(({ status }) => status.startsWith("2")).flatMap(({ content }) => content);
  const types = contents.map(({ mediaType }) => mediaType);
  if (accept === null || types.length === 0) return [];
  if (types.some((mediaType) => mediaType.includes("*") || accepts(accept, mediaType))) return [];
  return [fault(["request", "header", "Accept"], "media-type", `does not take ${types.join(", ")}`)];
}

function decode(value: string | undefined): string[] {
  try {
    return value === undefined ? [] : [decodeURIComponent(value)];
  } catch {
    return [value ?? ""];
  }
}

function readCookies(header: string): Pairs {
  return header.split(/;\s*/).flatMap((pair) => {
    const [name = "", ...value] = pair.split("=");
    return name === "" ? [] : [[name, value.join("=")] as const];
  });
}

/** Statuses whose responses have no body, whatever is declared. */
export const NULL_BODY_STATUSES: readonly number[] = [204, 205, 304];

/** The declared response of a status: that of the status, of its class, or the default. */
export function findResponse({ responses }: ContractOperation, status: number): ContractResponse | undefined {
  const candidates = [String(status), `${String(status)[0]}XX`, "default"];
  return candidates.map((key) => responses.find((response) => response.status === key)).find(Boolean);
}

/** The faults of a response. */
export function judgeResponse(response: ExchangeResponse, operation: ContractOperation, tools: JudgeTools): Fault[] {
  const { status, headers, body } = response;
  const declared = findResponse(operation, status);
  if (!declared) {
    const known = operation.responses.map((other) => other.status).join(", ");
    return [fault(["response", "status"], "undeclared", `${status} is not one of ${known || "none"}`)];
  }
  const faults = declared.headers.flatMap((header) =>
    judgeParameter(header, [headers.get(header.name) ?? []].flat(), [], "response", tools),
  );
  const { content } = declared;
  const location = ["response", "body"];
  if (body.length === 0) {
    const none = content.length === 0 || operation.method === "HEAD" || NULL_BODY_STATUSES.includes(status);
    return none ? faults : [...faults, fault(location, "required", "is missing")];
  }
  return content.length === 0
    ? [...faults, fault(location, "undeclared", "no body is declared")]
    : [...faults, ...judgeBody(response, content, "response", tools.judgeSchema)];
}
