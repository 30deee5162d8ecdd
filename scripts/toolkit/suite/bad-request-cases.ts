import { invalidCases } from "../cases/index.js";
import type { ContractOperation } from "../description/index.js";
import { allowsMediaType, isJson, isKnownName, templatePattern } from "../judge/index.js";
import { invalidBodies } from "./body-values.js";
import type { SuiteContext } from "./context.js";
import { brokenBy, type Covered } from "./coverage.js";
import { type ExpectedFault, hasFault } from "./expected-fault.js";
import type { SuiteCase } from "./log.js";
import type { OperationCases } from "./operation-cases.js";
import { plainRequest, type RawRequest, type RequestCase, toExchangeRequest, toRaw } from "./request-case.js";

/** A request with one fault, and the location of the fault. */
export interface BadRequest extends SuiteCase, ExpectedFault {
  raw: RawRequest;
  /** For the judge alone: if there are several JSON types, Prism checks all of them as the first. */
  judgeAlone?: boolean;
}

type Context = Pick<SuiteContext, "judge" | "baseUrl">;

/**
 * Requests of an operation with one fault each: around the body, in the body, in the parameters.
 *
 * @throws Error if no valid request can be made as a base
 */
export function* badRequestsOf(cases: OperationCases, context: Context): Generator<BadRequest> {
  const plain = plainRequest(cases);
  yield* aroundRequest(cases, plain, context);
  yield* inBody(cases, plain, context);
  yield* inParameters(cases, plain, context);
}

function bad(title: string, raw: RawRequest, location: string[], rule: string, covers: Covered[] = []): BadRequest {
  return { title, raw, location: ["request", ...location], rule, covers };
}

function withHeader(raw: RawRequest, name: string, value: string): RawRequest {
  return { ...raw, headers: { ...raw.headers, [name]: value } };
}

function* aroundRequest(cases: OperationCases, plain: RequestCase, { baseUrl, judge }: Context): Generator<BadRequest> {
  const { operation } = cases;
  const { operations, resolve } = judge.contract;
  const raw = toRaw(cases, plain, baseUrl);
  if (!isKnownName("noSuchProperty", operation.parameters, resolve)) {
    const url = `${raw.url}${raw.url.includes("?") ? "&" : "?"}noSuchProperty=1`;
    yield bad("an unknown query parameter", { ...raw, url }, ["query", "noSuchProperty"], "unknown");
  }
  const templatesOf = (path: string) => operations.filter(({ template }) => templatePattern(template).test(path));
  // A template may be as short as "/{path}", and there may be many of them.
  const paths = Array.from({ length: 9 }, (_, index) => "/no/such/path".repeat(index + 1));
  const unknown = paths.find((path) => templatesOf(path).length === 0);
  if (unknown) yield bad("an unknown path", { ...raw, url: `${baseUrl}${unknown}` }, ["path"], "unknown");
  // Another template may match the path too, with other methods.
  const path = new URL(raw.url).pathname.slice(new URL(baseUrl).pathname.length - 1);
  const used = templatesOf(path).map((other) => other.method);
  const method = ["DELETE", "PUT", "PATCH", "POST"].find((candidate) => !used.includes(candidate));
  if (method) yield bad(`the method ${method}`, { ...raw, method }, ["method"], "unknown");
  if (operation.security.length > 0 && usesAuthorization(operation)) {
    const { Authorization: _, ...headers } = raw.headers;
    const location = ["header", "Authorization"];
    yield bad("no credentials", { ...raw, headers }, location, "security");
    const otherScheme = withHeader(raw, "Authorization", "NoSuchScheme abc");
    yield bad("credentials of an unknown scheme", otherScheme, location, "security");
  }
  if (raw.headers.Accept !== undefined && operation.responses.some(hasExactSuccess)) {
    const otherType = withHeader(raw, "Accept", "application/vnd.no-such-type");
    yield bad("an Accept header without a declared type", otherType, ["header", "Accept"], "media-type");
  }
  if (plain.body && operation.requestBody) yield* aroundBody(raw, operation.requestBody);
}

function* aroundBody(
  raw: RawRequest,
  { required, content }: NonNullable<ContractOperation["requestBody"]>,
): Generator<BadRequest> {
  yield bad("a truncated body", { ...raw, body: '{"truncated":' }, ["body"], "json");
  const isFree = (type: string) => !content.some(({ mediaType }) => allowsMediaType(mediaType, type));
  const notJson = ["text/plain", "image/png", "application/x-no-such-type"].find(isFree);
  const types = {
    "another content type": "application/vnd.no-such-type+json",
    "a content type with an extra parameter": `${raw.headers["Content-Type"]};no-such=1`,
    ...(notJson && { "a content type that is not JSON": notJson }),
    "no content type": "",
  };
  for (const [title, type] of Object.entries(types))
    yield bad(title, withHeader(raw, "Content-Type", type), ["header", "Content-Type"], "media-type");
  const { body: _, ...bodiless } = raw;
  if (required) yield bad("no body", bodiless, ["body"], "required");
}

function* inBody(cases: OperationCases, plain: RequestCase, { baseUrl }: Context): Generator<BadRequest> {
  for (const [index, body] of cases.bodies.entries()) {
    const { mediaType } = body.content;
    for (const { title, covers, value, fault } of invalidBodies(body)) {
      // Some servers treat a body of null as a missing body.
      if (value === null) continue;
      const raw = toRaw(cases, { ...plain, body: { mediaType, value } }, baseUrl);
      yield { title, covers, raw, judgeAlone: index > 0, ...fault };
    }
  }
}

function* inParameters(cases: OperationCases, plain: RequestCase, context: Context): Generator<BadRequest> {
  for (const parameterCases of cases.parameters) {
    const { in: group, name, required } = parameterCases.parameter;
    const at = (value: unknown) =>
      toRaw(
        cases,
        { ...plain, parameters: new Map([...plain.parameters, [parameterCases.parameter, value]]) },
        context.baseUrl,
      );
    // A path without one of its parameters is another path.
    if (required && group !== "path") yield bad(`no ${group} ${name}`, at(undefined), [group, name], "required");
    for (const invalid of invalidCases(parameterCases)) {
      const { location, keyword, rule, value, whole } = invalid;
      const title = `broken ${rule} of ${group} ${name}: ${JSON.stringify(value)}`;
      const covers = brokenBy(parameterCases.name, invalid);
      const request = bad(title, at(whole), [group, name, ...location.path], keyword, covers);
      if (survivesAsString(request, value, context)) yield request;
    }
  }
}

// Some faults disappear in a URL or a header (42 is a string there), and others become faults of the path.
function survivesAsString({ raw, location, rule }: BadRequest, value: unknown, { judge }: Context): boolean {
  if (value === null || value === "" || /^\.{1,2}$/.test(String(value))) return false;
  if (typeof value === "object" && Object.keys(value).length === 0) return false;
  if (/[^\x20-\x7e]/.test(Object.values(raw.headers).join(""))) return false;
  return hasFault(judge.judgeRequest(toExchangeRequest({ ...raw, body: "" })).faults, location, rule);
}

function hasExactSuccess({ status, content }: ContractOperation["responses"][number]): boolean {
  return status.startsWith("2") && content.length > 0 && content.every(({ mediaType }) => isJson(mediaType));
}

function usesAuthorization({ security }: ContractOperation): boolean {
  return security.every((schemes) => schemes.some(({ authorization }) => authorization !== undefined));
}
