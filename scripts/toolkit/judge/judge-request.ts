import type { ContractOperation, ContractParameter, SecurityScheme } from "../description/index.js";
import type { ExchangeRequest, Fault } from "./exchange.js";
import { ANY_NAME, type JudgeParts, judgeBody, judgeParameter, onlyFaults, type PartJudgement } from "./judge-parts.js";
import type { OperationMatch } from "./match-operation.js";
import { accepts } from "./media-type.js";

/** What is wrong with a request, and the undeclared properties of its body. */
export function judgeRequest(
  request: ExchangeRequest,
  { ofPath, operation, pathParameters: toObject }: OperationMatch,
  parts: JudgeParts,
): PartJudgement {
  const { method, url, headers } = request;
  if (!operation) return onlyFaults(unmatched(method, new URL(url).pathname, ofPath));
  const query = [...new URL(url).searchParams];
  const cookies = readCookies(headers.get("Cookie") ?? "");
  const textsOf = ({ in: location, name }: ContractParameter): string[] => {
    if (location === "path") return decode(toObject[name]);
    if (location === "header") return [headers.get(name) ?? []].flat();
    return (location === "query" ? query : cookies).filter(([key]) => key === name).map(([, value]) => value);
  };
  const body = judgeRequestBody(request, operation, parts);
  return {
    faults: [
      ...operation.parameters.flatMap((parameter) =>
        judgeParameter(parameter, textsOf(parameter), parameter.in === "query" ? query : cookies, "request", parts),
      ),
      ...unknownQuery(query, operation, parts),
      ...judgeCredentials(operation.security, request, query, cookies),
      ...judgeAccept(operation, headers.get("Accept")),
      ...body.faults,
    ],
    undeclared: body.undeclared,
  };
}

function unmatched(method: string, path: string, ofPath: readonly ContractOperation[]): Fault {
  if (ofPath.length === 0) {
    return {
      kind: "path",
      location: ["request", "path"],
      rule: "unknown",
      message: `no path of the description is ${path}`,
    };
  }
  const allowed = ofPath.map((operation) => operation.method).join(", ");
  return {
    kind: "method",
    location: ["request", "method"],
    rule: "unknown",
    message: `${method} is none of ${allowed}`,
  };
}

function judgeRequestBody(request: ExchangeRequest, { requestBody }: ContractOperation, parts: JudgeParts) {
  const location = ["request", "body"];
  const fault = (rule: string, message: string) => onlyFaults({ kind: "body", location, rule, message });
  if (request.body.length === 0) return requestBody?.required ? fault("required", "is missing") : onlyFaults();
  if (!requestBody) return fault("undeclared", "the operation takes no body");
  return judgeBody(request.body, request.headers.get("Content-Type"), requestBody.content, "request", parts);
}

// A misspelt query parameter has no effect, and nobody notices.
function unknownQuery(
  query: readonly [string, string][],
  operation: ContractOperation,
  { knownNames }: JudgeParts,
): Fault[] {
  const schemes = operation.security
    .flat()
    .flatMap(({ in: location, name }) => (location === "query" && name ? [name] : []));
  const known = operation.parameters.filter((parameter) => parameter.in === "query").flatMap(knownNames);
  return query
    .filter(
      ([name]) =>
        ![...known, ...schemes].some(
          (key) => key === name || key === ANY_NAME || (key.endsWith("[") && name.startsWith(key)),
        ),
    )
    .map(([name]) => ({
      kind: "parameter",
      location: ["request", "query", name],
      rule: "unknown",
      message: `is not a query parameter; there are ${known.join(", ") || "none"}`,
    }));
}

function judgeCredentials(
  security: readonly SecurityScheme[][],
  { headers }: ExchangeRequest,
  query: readonly [string, string][],
  cookies: readonly [string, string][],
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
  const wanted = security
    .map((schemes) => schemes.map(({ type, scheme }) => scheme ?? type).join(" and "))
    .join(" or ");
  return [
    {
      kind: "credentials",
      location: ["request", "header", "Authorization"],
      rule: "security",
      message: `${wanted} is needed`,
    },
  ];
}

// A server that keeps several versions of a response must be asked for one of them.
function judgeAccept({ responses }: ContractOperation, accept: string | null): Fault[] {
  const declared = responses.filter(({ status }) => status.startsWith("2")).flatMap(({ content }) => content);
  if (accept === null || declared.length === 0) return [];
  if (declared.some(({ mediaType }) => mediaType.includes("*") || accepts(accept, mediaType))) return [];
  const types = declared.map(({ mediaType }) => mediaType).join(", ");
  return [
    {
      kind: "media-type",
      location: ["request", "header", "Accept"],
      rule: "media-type",
      message: `takes none of ${types}`,
    },
  ];
}

function decode(text: string | undefined): string[] {
  try {
    return text === undefined ? [] : [decodeURIComponent(text)];
  } catch {
    return [text ?? ""];
  }
}

function readCookies(header: string): [string, string][] {
  return header.split(/;\s*/).flatMap((pair) => {
    const [name = "", ...value] = pair.split("=");
    return name === "" ? [] : [[name, value.join("=")] as [string, string]];
  });
}
