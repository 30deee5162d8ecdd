import {
  type CaseOptions,
  constraintsOf,
  type SchemaCases,
  type SchemaLocations,
  schemaLocationsOf,
} from "../cases/index.js";
import {
  type Contract,
  type ContractContent,
  type ContractOperation,
  type ContractParameter,
  type Direction,
  type Schema,
  typesOfView,
} from "../description/index.js";
import { isJson, NULL_BODY_STATUSES, type SchemaJudge } from "../judge/index.js";
import { constraintName } from "./coverage.js";
import type { SuiteLog } from "./log.js";

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

/** The dependencies of deriving cases. */
export interface DeriveOptions {
  contract: Contract;
  judgeSchema: SchemaJudge;
  seed: number;
  /** Records the declared parts, and the reasons why some have no cases. */
  log?: SuiteLog;
}

// The types that a string in a URL or a header may fail to be.
const TYPES_LOST_IN_STRINGS = ["integer", "number", "boolean"];

// One error object is the body of many statuses of many operations, so its locations are found once. They are large:
// those of a whole description with hundreds of operations would be too much.
const MAX_KEPT = 100;
const known = new WeakMap<SchemaJudge, Map<object, Record<string, SchemaLocations>>>();

function locationsOnce(schema: Schema, options: CaseOptions): SchemaLocations {
  const { judgeSchema, direction, charset, seed, resolve } = options;
  const ofJudge = known.get(judgeSchema) ?? new Map<object, Record<string, SchemaLocations>>();
  known.set(judgeSchema, ofJudge);
  const target = resolve(schema);
  const ofSchema = ofJudge.get(target) ?? {};
  if (ofJudge.size >= MAX_KEPT) ofJudge.clear();
  ofJudge.set(target, ofSchema);
  const key = `${direction} ${charset} ${seed}`;
  ofSchema[key] ??= schemaLocationsOf(schema, options);
  return ofSchema[key];
}

/** Derives the input for the cases of an operation, and adds all of it to the coverage table. */
export function deriveCases(operation: ContractOperation, options: DeriveOptions): OperationCases {
  const { contract, judgeSchema, seed, log } = options;
  const { key } = operation;
  const derive = (name: string, schema: Schema, direction: Direction, charset: CaseOptions["charset"]): SchemaCases => {
    const { resolve } = contract;
    const caseOptions = { resolve, judgeSchema, seed, properties: "none", direction, charset } as const;
    const { locations, skipped } = locationsOnce(schema, caseOptions);
    for (const { label, reason } of skipped) log?.skip(key, `${name} ${label}`.trim(), reason);
    const cases = { name, schema, locations, options: caseOptions };
    if (log) declareLocations(cases, log);
    return cases;
  };
  const parameterCases = (parameter: ContractParameter, holder: string, direction: Direction): ParameterCases => {
    const name = `${holder} ${parameter.in} ${parameter.name}`;
    log?.coverage.declare(direction === "request" ? "parameters" : "headers", name);
    return { parameter, ...derive(name, parameter.schema, direction, "visible") };
  };
  const bodyCases = (content: ContractContent, holder: string, direction: Direction): BodyCases => {
    const name = `${holder} ${content.mediaType}`;
    log?.coverage.declare("media types", name);
    for (const example of content.examples) log?.coverage.declare("examples", `${name} ${example.name}`);
    return { content, ...derive(name, content.schema, direction, "any") };
  };

  log?.coverage.declare("operations", key);
  const sent = [...(operation.requestBody?.content ?? [])].sort(usualFirst);
  for (const { mediaType } of sent)
    if (!isJson(mediaType)) log?.skip(key, `${key} ${mediaType}`, "only JSON requests have cases");
  return {
    operation,
    parameters: operation.parameters.map((parameter) => parameterCases(parameter, key, "request")),
    bodies: sent.filter(({ mediaType }) => isJson(mediaType)).map((content) => bodyCases(content, key, "request")),
    responses: operation.responses.map(({ status, headers, content }) => {
      const name = `${key} ${status}`;
      log?.coverage.declare("statuses", name);
      const [json, others] = [true, false].map((is) => content.filter(({ mediaType }) => isJson(mediaType) === is));
      const opaque = (others ?? []).map(({ mediaType }) => ({ mediaType, name: `${name} ${mediaType}` }));
      for (const other of opaque) log?.coverage.declare("media types", other.name);
      return {
        ...{ declared: status, status: standIn(status, operation), name, opaque },
        headers: headers.map((header) => parameterCases(header, name, "response")),
        bodies: (json ?? []).map((entry) => bodyCases(entry, name, "response")),
      };
    }),
  };
}

function declareLocations({ name, locations, options }: SchemaCases, { coverage }: SuiteLog): void {
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
