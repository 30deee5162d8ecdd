import type { ContractOperation, ContractResponse, Resolve, SecurityScheme } from "../description/index.js";
import { type ExchangeRequest, type ExchangeResponse, type Fault, fault } from "./exchange.js";
import { judgeBody } from "./judge-body.js";
import { isKnownName, judgeParameter } from "./judge-parameter.js";
import type { OperationMatch } from "./match-operation.js";
import { accepts } from "./media-type.js";
import type { Pairs } from "./read-parameter.js";
import type { SchemaJudge } from "./schema-judge.js";

type JudgeTools = Readonly<{ resolve: Resolve; judgeSchema: SchemaJudge }>;

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
  const cookie = readCookies(headers.get("Cookie") ?? "");
  const pairs = { path: pathParameters, query, header: [...headers], cookie };
  const { parameters, requestBody, security } = operation;
  return [
    ...parameters.flatMap((parameter) => judgeParameter(parameter, pairs[parameter.in], "request", tools)),
    ...judgeQueryNames(query, operation, tools.resolve),
    ...judgeCredentials(security, headers, query, cookie),
    ...judgeAccept(operation, headers.get("Accept")),
    ...judgeBody(request, requestBody ?? { required: false, content: [] }, "request", tools.judgeSchema),
  ];
}

// A misspelt query parameter has no effect, which is easily overlooked.
function judgeQueryNames(query: Pairs, { security, parameters }: ContractOperation, resolve: Resolve): Fault[] {
  const isCredential = (name: string) =>
    security.flat().some((scheme) => scheme.in === "query" && scheme.name === name);
  const known = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name);
  const message = `is not a query parameter; declared are ${known.join(", ") || "none"}`;
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
  const given = headers.get("Authorization") ?? "";
  const holds = ({ type, authorization, in: location, name = "" }: SecurityScheme): boolean => {
    if (authorization !== undefined) return new RegExp(`^${authorization} +\\S`, "i").test(given);
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
  return [fault(["request", "header", "Accept"], "media-type", `does not accept ${types.join(", ")}`)];
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
  const { status, headers } = response;
  const declared = findResponse(operation, status);
  if (!declared) {
    const known = operation.responses.map((other) => other.status).join(", ");
    return [fault(["response", "status"], "undeclared", `${status} is not one of ${known || "none"}`)];
  }
  const { content } = declared;
  const required = content.length > 0 && operation.method !== "HEAD" && !NULL_BODY_STATUSES.includes(status);
  return [
    ...declared.headers.flatMap((header) => judgeParameter(header, [...headers], "response", tools)),
    ...judgeBody(response, { required, content }, "response", tools.judgeSchema),
  ];
}
