import fc from "fast-check";
import {
  invalidCases,
  presentSample,
  type SchemaLocation,
  sampleOf,
  validArbitrary,
  validCases,
} from "../cases/index.js";
import { isObject } from "../description/index.js";
import { findResponse } from "../judge/index.js";
import { bodyValues } from "./body-values.js";
import type { SuiteContext } from "./context.js";
import { brokenBy, type Covered, keptBy } from "./coverage.js";
import type { ExpectedFault } from "./expected-fault.js";
import type { SuiteCase } from "./log.js";
import type { OperationCases, ParameterCases, ResponseCases } from "./operation-cases.js";
import { toText } from "./request-case.js";

/** A response that is given to the SDK. */
export interface GivenResponse extends SuiteCase {
  status: number;
  headers: Record<string, string>;
  /** @default no body */
  body?: string;
  /** For the judge alone: the fault that it must report. The SDK treats all of them the same. */
  fault?: ExpectedFault;
}

/**
 * The responses of a declared status: its examples, the edges of its schema, random ones, and one for each broken
 * constraint.
 */
export function* givenResponsesOf(response: ResponseCases, context: SuiteContext): Generator<GivenResponse> {
  const { status, name, opaque, bodies } = response;
  const headers = headersOf(response.headers);
  const covers: Covered[] = [
    ["statuses", name],
    ...response.headers.map((header): Covered => ["headers", header.name]),
  ];
  if (opaque.length + bodies.length === 0) yield { title: `${status} without a body`, status, headers, covers };
  for (const { mediaType, name: typeName } of opaque) {
    const type = mediaType.replace(/^\*/, "application").replace(/\*/, "octet-stream");
    const typed = { status, headers: { ...headers, "Content-Type": type }, body: "not JSON" };
    yield { ...typed, title: `${status} as ${mediaType}`, covers: [...covers, ["media types", typeName]] };
  }
  for (const body of bodies) {
    const { content, options } = body;
    const type: Record<string, string> = { "Content-Type": content.mediaType };
    const base = {
      ...{ status, headers: { ...headers, ...type }, body: JSON.stringify(sampleOf(content.schema, options)) },
      covers: [...covers, ["media types", body.name] as const],
    };
    const required = response.headers.filter(({ parameter }) => parameter.required);
    const least = { ...headersOf(required), ...type };
    yield { ...base, title: `${status} without optional headers`, headers: least };
    const withBody = (title: string, value: unknown) => ({ ...base, title, body: JSON.stringify(value) });
    for (const { name, value } of content.examples)
      yield { ...withBody(`${status} ${name}`, value), example: name, covers: [["examples", `${body.name} ${name}`]] };
    for (const { title, value, ...rest } of bodyValues(body))
      yield { ...withBody(`${status}, ${title}`, value), ...rest };
    const random = validArbitrary(content.schema, { ...options, properties: "random" });
    for (const value of fc.sample(random, { numRuns: Math.ceil(context.runs / 10), seed: context.seed }))
      yield withBody(`${status} with ${JSON.stringify(value)}`, value);
    for (const header of response.headers) yield* valuesOfHeader(header, base);
    const [first] = required;
    if (first) {
      const { [first.parameter.name]: _, ...rest } = base.headers;
      const fault = { location: ["response", "header", first.parameter.name], rule: "required" };
      yield { ...base, title: `${status} without ${first.parameter.name}`, headers: rest, fault };
    }
  }
}

type Base = Omit<GivenResponse, "title">;

function* valuesOfHeader(header: ParameterCases, base: Base): Generator<GivenResponse> {
  const { name } = header.parameter;
  const given = (title: string, { label }: SchemaLocation, value: unknown, covers: Covered[]): GivenResponse => {
    const headers = { ...base.headers, [name]: toText(header.parameter, value) };
    return { ...base, title: `${title} of the header ${name} ${label}`.trim(), headers, covers };
  };
  for (const valid of validCases(header)) {
    const { location, rule, value, whole } = valid;
    if (fitsInHeader(header, value, location))
      yield given(rule, location, whole, [["headers", header.name], ...keptBy(header.name, valid)]);
  }
  for (const invalid of invalidCases(header)) {
    const { location, keyword, rule, value, whole } = invalid;
    // A string header accepts any value as a string.
    const isText = rule === "type" && [location.view.type].flat().includes("string");
    if (isText || Array.isArray(value) || !fitsInHeader(header, value, location)) continue;
    const fault = { location: ["response", "header", name, ...location.path], rule: keyword };
    yield { ...given(`broken ${rule}`, location, whole, brokenBy(header.name, invalid)), fault };
  }
}

// A header can't have null or an empty string, and a comma ends an item or a property.
function fitsInHeader({ parameter }: ParameterCases, value: unknown, { path }: SchemaLocation): boolean {
  if (parameter.mediaType !== undefined) return !/[^\x20-\x7e]/.test(toText(parameter, value));
  if (typeof value === "object" && value !== null) {
    const items = Object.values(value);
    return path.length === 0 && items.length > 0 && items.every((item) => typeof item !== "object");
  }
  if (value === null || /^\s*$|[^\x20-\x7e]/.test(String(value))) return false;
  return path.length === 0 || !String(value).includes(",");
}

/** The headers of a response as strings: the first example of each, or a sample. */
export function headersOf(headers: readonly ParameterCases[]): Record<string, string> {
  return Object.fromEntries(
    headers.map(({ parameter, options }) => {
      const { name, examples, schema } = parameter;
      return [name, toText(parameter, examples.length > 0 ? examples[0] : presentSample(schema, options))];
    }),
  );
}

/**
 * Responses of servers beyond their description: undeclared statuses, properties and enum values. The client must not
 * fail on them, and must return them completely.
 */
export function undeclaredResponsesOf({ operation, responses }: OperationCases): GivenResponse[] {
  const given = (title: string, status: number, body: unknown): GivenResponse => ({
    ...{ title, status, body: JSON.stringify(body), covers: [] },
    headers: { "Content-Type": "application/json" },
  });
  const free = [418, 451, 507].find((status) => !findResponse(operation, status)) ?? 499;
  const error = given(`the undeclared status ${free}`, free, { error: free, errorCode: "NO_SUCH_CODE", noSuch: {} });
  const success = responses.find(({ declared, bodies }) => declared.startsWith("2") && bodies.length > 0);
  const [body] = success?.bodies ?? [];
  const value = body && sampleOf(body.content.schema, { ...body.options, properties: "all" });
  if (!success || !isObject(value)) return [error];
  return [
    error,
    given("an undeclared property", success.status, { ...value, noSuchProperty: { deep: [1] } }),
    given("undeclared strings for all strings", success.status, withOtherStrings(value)),
  ];
}

// This string is not a value of any enum or format.
function withOtherStrings(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) => (typeof inner === "string" ? "no such value" : inner));
}
