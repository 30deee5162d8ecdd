import { accepts, type CaseOptions, presentSample, sampleOf } from "../cases/index.js";
import { type ContractParameter, isObject, type Schema, type SecurityScheme } from "../description/index.js";
import { type ExchangeRequest, isJson } from "../judge/index.js";
import type { SuiteCase } from "./log.js";
import type { BodyCases, OperationCases, ParameterCases } from "./operation-cases.js";

/** A request of a case: the values of its parameters, and its body. */
export interface RequestCase extends SuiteCase {
  parameters: ReadonlyMap<ContractParameter, unknown>;
  body?: { mediaType: string; value: unknown };
  /** The faults of the example that the request has: it is reported, and not sent. */
  problem?: string | undefined;
}

/** A request in the form that `fetch` takes. */
export interface RawRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/**
 * A value of a parameter: its first valid example, or a sample.
 *
 * @throws Error if no value can be serialized
 */
export function parameterValue({ parameter, options }: ParameterCases): unknown {
  const { schema, examples, in: location, name } = parameter;
  const found = examples.find((value) => fitsInString(value, parameter) && accepts(schema, value, options));
  if (found !== undefined) return found;
  const samples = (["none", "all"] as const).map((which) => presentSample(schema, { ...options, properties: which }));
  const sample = samples.find((value) => fitsInString(value, parameter));
  if (sample === undefined) throw new Error(`no value of ${location} ${name} can be written`);
  return sample;
}

/**
 * Whether a parameter can have a value. In a URL, an empty list or string is the same as a missing parameter, and null
 * and nested values have no form.
 */
export function fitsInString(value: unknown, parameter: ContractParameter): boolean {
  if (parameter.mediaType !== undefined) return true;
  if (value === "" || value === null) return false;
  if (typeof value !== "object") return parameter.in === "query" || !/^\.{1,2}$/.test(String(value));
  const inner = Object.values(value as object);
  return inner.length > 0 && inner.every((one) => one !== "" && one !== null && typeof one !== "object");
}

// The first valid example of a media type, or the smallest body.
function bodyOf({ content, options }: BodyCases): { mediaType: string; value: unknown } {
  const example = content.examples.find(({ value }) => accepts(content.schema, value, options));
  const value = example ? example.value : sampleOf(content.schema, options);
  return { mediaType: content.mediaType, value: value || truthySample(content.schema, options) || value };
}

// Prism treats null, false, 0 and an empty string as a missing body.
function truthySample(schema: Schema, options: CaseOptions): unknown {
  try {
    return sampleOf({ allOf: [schema, { not: { enum: [null, false, 0, ""] } }] }, options);
  } catch {
    return undefined;
  }
}

/** A valid request as the base of a case: the required parameters, and the first example as the body. */
export function plainRequest({ parameters, bodies: [body] }: OperationCases): RequestCase {
  const required = parameters.filter(({ parameter }) => parameter.required);
  return {
    ...{ title: "", covers: [] },
    parameters: new Map(required.map((cases) => [cases.parameter, parameterValue(cases)])),
    ...(body && { body: bodyOf(body) }),
  };
}

/** The request as one would type it by hand: with valid credentials, and with the declared media types. */
export function toRaw(
  { operation }: Pick<OperationCases, "operation">,
  request: Pick<RequestCase, "parameters" | "body">,
  baseUrl: string,
): RawRequest {
  const query: string[] = [];
  const credentials = credentialsFor(operation.security);
  const headers = { ...credentials.headers };
  let path = operation.template;
  for (const [parameter, value] of request.parameters) {
    if (value === undefined) continue;
    if (parameter.in === "path")
      path = path.replaceAll(`{${parameter.name}}`, () => encodeURIComponent(toText(parameter, value)));
    else if (parameter.in === "query") query.push(...toQuery(parameter, value));
    else if (parameter.in === "header") headers[parameter.name] = toText(parameter, value);
    else headers.Cookie = [headers.Cookie, `${parameter.name}=${toText(parameter, value)}`].filter(Boolean).join("; ");
  }
  for (const [name, value] of Object.entries(credentials.query)) query.push(`${name}=${value}`);
  const accept = new Set(operation.responses.flatMap(({ content }) => content.map(({ mediaType }) => mediaType)));
  if (accept.size > 0) headers.Accept = [...accept].join(", ");
  if (request.body) headers["Content-Type"] = request.body.mediaType;
  return {
    url: `${baseUrl}${path}${query.length > 0 ? `?${query.join("&")}` : ""}`,
    method: operation.method,
    headers,
    ...(request.body && { body: JSON.stringify(request.body.value) }),
  };
}

/** Made-up credentials for the first of an operation's requirements; a Bearer token if none is needed. */
export function credentialsFor(security: readonly SecurityScheme[][]) {
  const headers: Record<string, string> = { Authorization: "Bearer contract-test" };
  const query: Record<string, string> = {};
  for (const { type, authorization, in: location, name = "" } of security[0] ?? []) {
    if (type === "apiKey" && location === "query") query[name] = "contract-test";
    else if (type === "apiKey" && location === "cookie") headers.Cookie = `${name}=contract-test`;
    else if (type === "apiKey") headers[name] = "contract-test";
    else if (authorization === "basic") headers.Authorization = "Basic dGVzdDp0ZXN0";
    else if (authorization && authorization !== "bearer") headers.Authorization = `${authorization} contract-test`;
  }
  return { headers, query };
}

/** A request in the form that a judge takes. */
export function toExchangeRequest({ url, method, headers, body }: RawRequest): ExchangeRequest {
  return { url, method, headers: new Headers(headers), body: new TextEncoder().encode(body) };
}

/** A query parameter as encoded name-value pairs, by its style. */
export function toQuery(parameter: ContractParameter, value: unknown): string[] {
  const { name, style, explode, mediaType } = parameter;
  const pair = (key: string, text: unknown) => `${encodeURIComponent(key)}=${encodeURIComponent(String(text))}`;
  if (mediaType === undefined && isObject(value)) {
    const entries = Object.entries(value);
    if (style === "deepObject") return entries.map(([key, inner]) => pair(`${name}[${key}]`, inner));
    if (explode) return entries.map(([key, inner]) => pair(key, inner));
  }
  if (mediaType !== undefined || !Array.isArray(value)) return [pair(name, toText(parameter, value))];
  const separator = style === "pipeDelimited" ? "|" : style === "spaceDelimited" ? " " : ",";
  return explode ? value.map((item) => pair(name, item)) : [pair(name, value.join(separator))];
}

/** A value in a header or in a path segment: a JSON document, or items and properties separated by commas. */
export function toText({ mediaType, explode }: ContractParameter, value: unknown): string {
  if (mediaType !== undefined && isJson(mediaType)) return JSON.stringify(value);
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .map((entry) => entry.join(explode ? "=" : ","))
    .join();
}
