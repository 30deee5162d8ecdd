import { type CaseOptions, constraintsOf, type SchemaCases, schemaLocationsOf } from "../cases/index.js";
import {
  type ContractContent,
  type ContractOperation,
  type ContractParameter,
  type Direction,
  type Schema,
  typesOfView,
} from "../description/index.js";
import { type ExchangeJudge, isJson, NULL_BODY_STATUSES } from "../judge/index.js";
import { type Coverage, constraintName } from "./coverage.js";
import { SuiteLog } from "./log.js";

/** A JSON body of a media type. */
export interface BodyCases extends SchemaCases {
  content: ContractContent;
}

/** A parameter or a header. */
export interface ParameterCases extends SchemaCases {
  parameter: ContractParameter;
}

/** A declared response, with a status that represents it. */
export interface ResponseCases {
  declared: string;
  status: number;
  name: string;
  headers: ParameterCases[];
  bodies: BodyCases[];
  /** The media types other than JSON. Only the type itself is checked. */
  opaque: { mediaType: string; name: string }[];
}

/** An operation with everything that its cases are made from. */
export interface OperationCases {
  operation: ContractOperation;
  parameters: ParameterCases[];
  bodies: BodyCases[];
  responses: ResponseCases[];
}

// The types that a string in a URL or a header may fail to be.
const TYPES_LOST_IN_STRINGS = ["integer", "number", "boolean"];

/**
 * Derives the input for the cases of an operation.
 *
 * @param log - records the declared parts, and the reasons why some have no cases
 */
export function deriveCases(
  operation: ContractOperation,
  { contract, judgeSchema }: Pick<ExchangeJudge, "contract" | "judgeSchema">,
  seed: number,
  log = new SuiteLog(),
): OperationCases {
  const { key } = operation;
  const { coverage } = log;
  const derive = (name: string, schema: Schema, direction: Direction, charset: CaseOptions["charset"]): SchemaCases => {
    const { resolve } = contract;
    const caseOptions = { resolve, judgeSchema, seed, properties: "none", direction, charset } as const;
    const { locations, skipped } = schemaLocationsOf(schema, caseOptions);
    for (const { label, reason } of skipped) log.skip(key, `${name} ${label}`.trim(), reason);
    const cases = { name, schema, locations, options: caseOptions };
    declareLocations(cases, coverage);
    return cases;
  };
  const parameterCases = (parameter: ContractParameter, holder: string, direction: Direction): ParameterCases => {
    const name = `${holder} ${parameter.in} ${parameter.name}`;
    coverage.declare(direction === "request" ? "parameters" : "headers", name);
    return { parameter, ...derive(name, parameter.schema, direction, "visible") };
  };
  const bodyCases = (content: ContractContent, holder: string, direction: Direction): BodyCases => {
    const name = `${holder} ${content.mediaType}`;
    coverage.declare("media types", name);
    for (const example of content.examples) coverage.declare("examples", `${name} ${example.name}`);
    return { content, ...derive(name, content.schema, direction, "any") };
  };

  coverage.declare("operations", key);
  const sent = [...(operation.requestBody?.content ?? [])].sort(usualFirst);
  for (const { mediaType } of sent)
    if (!isJson(mediaType)) log.skip(key, `${key} ${mediaType}`, "only JSON requests have cases");
  return {
    operation,
    parameters: operation.parameters.map((parameter) => parameterCases(parameter, key, "request")),
    bodies: sent.filter(({ mediaType }) => isJson(mediaType)).map((content) => bodyCases(content, key, "request")),
    responses: operation.responses.map(({ status, headers, content }) => {
      const name = `${key} ${status}`;
      coverage.declare("statuses", name);
      const others = content.filter(({ mediaType }) => !isJson(mediaType));
      const opaque = others.map(({ mediaType }) => ({ mediaType, name: `${name} ${mediaType}` }));
      for (const other of opaque) coverage.declare("media types", other.name);
      return {
        ...{ declared: status, status: standIn(status, operation), name, opaque },
        headers: headers.map((header) => parameterCases(header, name, "response")),
        bodies: content.filter((one) => isJson(one.mediaType)).map((one) => bodyCases(one, name, "response")),
      };
    }),
  };
}

function declareLocations({ name, locations, options }: SchemaCases, coverage: Coverage): void {
  for (const { label, view, path, travels } of locations) {
    if (!travels) {
      // Every request that leaves the parameter out satisfies this, and those are all requests.
      const rule = options.direction === "request" ? "readOnly" : "writeOnly";
      coverage.declare("constraints broken", constraintName(name, label, rule));
      continue;
    }
    if (path.length > 0) coverage.declare("properties", `${name} ${label}`);
    for (const { rule } of constraintsOf(view)) {
      // Any string is a valid string, and a valid list with one item: in a URL or a header these types can't be broken.
      const canBreak = typesOfView(view).every((type) => TYPES_LOST_IN_STRINGS.includes(type));
      if (rule === "type" && options.charset !== "any" && !canBreak) continue;
      coverage.declare("constraints kept", constraintName(name, label, rule));
      coverage.declare("constraints broken", constraintName(name, label, rule));
    }
  }
}

// A status for a class of statuses, or for the default: one that is not declared itself.
function standIn(declared: string, { responses }: ContractOperation): number {
  if (/^\d+$/.test(declared)) return Number(declared);
  const first = declared === "default" ? 5 : Number(declared[0]);
  const isFree = (status: number) =>
    !responses.some((response) => response.status === String(status)) && !NULL_BODY_STATUSES.includes(status);
  return Array.from({ length: 100 }, (_, index) => first * 100 + index).find(isFree) ?? 500;
}

/** Sorts media types: by default a client sends plain JSON if that is declared, and otherwise the first type. */
export const usualFirst = (a: { mediaType: string }, b: { mediaType: string }) =>
  Number(b.mediaType === "application/json") - Number(a.mediaType === "application/json");
