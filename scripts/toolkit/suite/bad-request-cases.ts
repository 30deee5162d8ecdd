import { wrongValues } from "../cases/index.js";
import type { ContractOperation } from "../description/index.js";
import { allowsMediaType, type Fault, hasFault, isJson, isKnownName, templatePattern } from "../judge/index.js";
import type { SuiteContext } from "./context.js";
import type { OperationCases } from "./operation-cases.js";
import { plainRequest, type RawRequest, type RequestCase, toRaw } from "./request-case.js";

/** A request with one fault, and where the fault is. */
export interface BadRequest {
  title: string;
  raw: RawRequest;
  location: string[];
  rule: string;
  /** The constraint that is broken by it, as the coverage names it. */
  covers?: string;
  /** The unions around what is broken, as its schema location has them. */
  unions?: string[][];
  /** For the judge alone: of several JSON types Prism takes the first for all. */
  judgeAlone?: boolean;
}

/**
 * Requests of an operation with one fault each: around the body, in the body, in the parameters.
 *
 * @throws Error if there is no good request to begin with
 */
export function* badRequestsOf(cases: OperationCases, context: SuiteContext): Generator<BadRequest> {
  const plain = plainRequest(cases);
  yield* aroundRequest(cases, plain, context);
  yield* inBody(cases, plain, context);
  yield* inParameters(cases, plain, context);
}

function* aroundRequest(
  cases: OperationCases,
  plain: RequestCase,
  { baseUrl, judge }: SuiteContext,
): Generator<BadRequest> {
  const { operation } = cases;
  const raw = toRaw(cases, plain, baseUrl);
  const [path = "", query = ""] = raw.url.split("?");
  const asked = (more: string) => `${path}?${query === "" ? "" : `${query}&`}${more}`;
  if (!isKnownName("noSuchProperty", operation.parameters, judge.contract.resolve)) {
    yield {
      title: "an unknown query parameter",
      raw: { ...raw, url: asked("noSuchProperty=1") },
      location: ["request", "query", "noSuchProperty"],
      rule: "unknown",
    };
  }
  const all = judge.contract.operations;
  // A template may be as short as "/{path}", and there may be many of them.
  const unknown = Array.from({ length: 9 }, (_, index) => "/no/such/path".repeat(index + 1)).find(
    (candidate) => !all.some(({ template }) => templatePattern(template).test(candidate)),
  );
  if (unknown) {
    const odd = { ...raw, url: `${baseUrl}${unknown}` };
    yield { title: "an unknown path", raw: odd, location: ["request", "path"], rule: "unknown" };
  }
  const method = unusedMethod(new URL(raw.url).pathname.slice(new URL(baseUrl).pathname.length - 1), all);
  if (method)
    yield { title: `the method ${method}`, raw: { ...raw, method }, location: ["request", "method"], rule: "unknown" };
  if (operation.security.length > 0 && usesAuthorization(operation)) {
    const location = ["request", "header", "Authorization"];
    yield {
      title: "no credentials",
      raw: { ...raw, headers: without(raw.headers, "Authorization") },
      location,
      rule: "security",
    };
    const odd = { ...raw, headers: { ...raw.headers, Authorization: "NoSuchScheme abc" } };
    yield { title: "credentials of an unknown scheme", raw: odd, location, rule: "security" };
  }
  if (raw.headers.Accept !== undefined && operation.responses.some(hasExactSuccess)) {
    const wrong = { ...raw, headers: { ...raw.headers, Accept: "application/vnd.no-such-type" } };
    yield {
      title: "Accept without a declared type",
      raw: wrong,
      location: ["request", "header", "Accept"],
      rule: "media-type",
    };
  }
  if (plain.body && operation.requestBody) yield* aroundBody(raw, operation.requestBody);
}

function* aroundBody(
  raw: RawRequest,
  { required, content }: NonNullable<ContractOperation["requestBody"]>,
): Generator<BadRequest> {
  const types = content.map(({ mediaType }) => mediaType);
  const header = ["request", "header", "Content-Type"];
  const typed = (type: string) => ({ ...raw, headers: { ...raw.headers, "Content-Type": type } });
  const declared = raw.headers["Content-Type"] ?? "";
  yield { title: "half a body", raw: { ...raw, body: '{"half":' }, location: ["request", "body"], rule: "json" };
  yield {
    title: "another content type",
    raw: typed("application/vnd.no-such-type+json"),
    location: header,
    rule: "media-type",
  };
  yield {
    title: "a content type with a parameter more",
    raw: typed(`${declared};no-such=1`),
    location: header,
    rule: "media-type",
  };
  const notJson = ["text/plain", "image/png", "application/x-no-such-type"].find(
    (type) => !types.some((one) => allowsMediaType(one, type)),
  );
  if (notJson)
    yield { title: "a content type that is not JSON", raw: typed(notJson), location: header, rule: "media-type" };
  yield {
    title: "no content type",
    raw: { ...raw, headers: { ...raw.headers, "Content-Type": "" } },
    location: header,
    rule: "media-type",
  };
  if (!required) return;
  const { body: _, ...bodiless } = raw;
  yield { title: "no body", raw: bodiless, location: ["request", "body"], rule: "required" };
}

function* inBody(cases: OperationCases, plain: RequestCase, { baseUrl }: SuiteContext): Generator<BadRequest> {
  for (const [index, { content, name, locations, options }] of cases.bodies.entries()) {
    for (const location of locations) {
      for (const { rule, detail, value } of wrongValues(location, options)) {
        // To some servers a body that is null is not a body.
        if (location.path.length === 0 && value === null) continue;
        const request = { ...plain, body: { mediaType: content.mediaType, value: location.put(value) } };
        yield {
          title: `${rule} ${detail} at ${location.label || "the body"}`,
          raw: toRaw(cases, request, baseUrl),
          judgeAlone: index > 0,
          location: ["request", "body", ...location.path],
          rule: rule.split(" ", 1)[0] ?? rule,
          unions: location.unions.map((union) => ["request", "body", ...union]),
          covers: `${name} ${location.label} ${rule}`.replace("  ", " "),
        };
      }
    }
  }
}

function* inParameters(cases: OperationCases, plain: RequestCase, context: SuiteContext): Generator<BadRequest> {
  for (const { parameter, name, locations, options } of cases.parameters) {
    const at = (value: unknown) =>
      toRaw(cases, { ...plain, parameters: new Map([...plain.parameters, [parameter, value]]) }, context.baseUrl);
    const location = ["request", parameter.in, parameter.name];
    // A path without one of its parameters is another path.
    if (parameter.required && parameter.in !== "path") {
      yield { title: `no ${parameter.in} ${parameter.name}`, raw: at(undefined), location, rule: "required" };
    }
    for (const inner of locations) {
      for (const { rule, detail, value } of wrongValues(inner, options)) {
        const raw = at(inner.put(value));
        const expected: Pick<Fault, "location" | "rule"> = {
          location: [...location, ...inner.path],
          rule: rule.split(" ", 1)[0] ?? rule,
        };
        if (!survivesAsString(raw, expected, value, context)) continue;
        const covers = `${name} ${inner.label} ${rule}`.replace("  ", " ");
        yield { title: `${rule} ${detail} of ${parameter.in} ${parameter.name}`, raw, ...expected, covers };
      }
    }
  }
}

// Some faults disappear in a URL or a header \(42 is a string there\), and others become faults of the path.
function survivesAsString(
  raw: RawRequest,
  { location, rule }: Pick<Fault, "location" | "rule">,
  value: unknown,
  { judge }: SuiteContext,
): boolean {
  if (value === null || value === "" || /^\.{1,2}$/.test(String(value))) return false;
  if (typeof value === "object" && Object.keys(value).length === 0) return false;
  if (/[^\x21-\x7e]/.test(Object.values(raw.headers).join("").replaceAll(" ", ""))) return false;
  const request = { method: raw.method, url: raw.url, headers: new Headers(raw.headers), body: new Uint8Array() };
  const faults = judge.judgeRequest(request).faults;
  return hasFault(faults, location, rule);
}

function hasExactSuccess({ status, content }: ContractOperation["responses"][number]): boolean {
  return status.startsWith("2") && content.length > 0 && content.every(({ mediaType }) => isJson(mediaType));
}

// Another template may take the path as well, with other methods.
function unusedMethod(path: string, all: readonly ContractOperation[]): string | undefined {
  const used = all.filter(({ template }) => templatePattern(template).test(path)).map(({ method }) => method);
  return ["DELETE", "PUT", "PATCH", "POST"].find((method) => !used.includes(method));
}

function usesAuthorization({ security }: ContractOperation): boolean {
  return security.every((schemes) => schemes.some(({ type }) => type !== "apiKey" && type !== "mutualTLS"));
}

function without(headers: Record<string, string>, name: string): Record<string, string> {
  const { [name]: _, ...rest } = headers;
  return rest;
}
