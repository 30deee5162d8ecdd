import {
  type CaseOptions,
  constraintsOf,
  type SchemaLocation,
  type SchemaLocations,
  schemaLocationsOf,
} from "../cases/index.js";
import {
  type Contract,
  type ContractContent,
  type ContractOperation,
  type ContractParameter,
  type Direction,
  typesOfView,
} from "../description/index.js";
import { isJson, type SchemaJudge } from "../judge/index.js";
import type { Coverage, Skip } from "./coverage.js";

/** A body of a media type, with the locations in its schema. */
export interface BodyCases {
  content: ContractContent;
  /** How the coverage names it. */
  name: string;
  locations: SchemaLocation[];
  options: CaseOptions;
}

/** A parameter or a header, with the locations in its schema. */
export interface ParameterCases {
  parameter: ContractParameter;
  name: string;
  locations: SchemaLocation[];
  options: CaseOptions;
}

/** A declared response, with the status that stands for it. */
export interface ResponseCases {
  declared: string;
  status: number;
  name: string;
  headers: ParameterCases[];
  bodies: BodyCases[];
  /** The media types that are not JSON, of which nothing but the type is looked at. */
  opaque: { mediaType: string; name: string }[];
  /** Whether no body is declared at all. */
  bodiless: boolean;
}

/** An operation with all that its cases are made from. */
export interface OperationCases {
  operation: ContractOperation;
  parameters: ParameterCases[];
  bodies: BodyCases[];
  responses: ResponseCases[];
}

/** What deriving needs; the inventory and the reasons are recorded if `coverage` and `skip` are given. */
export interface DeriveOptions {
  contract: Contract;
  judgeSchema: SchemaJudge;
  seed: number;
  coverage?: Coverage;
  skip?: (skip: Skip) => void;
}

// What a string in a URL or a header may turn out not to be.
const TYPES_LOST_IN_STRINGS = ["integer", "number", "boolean"];

// One error object is the body of many statuses of many operations: its locations are found once. They are large, and those of
// a whole description of hundreds of operations would be too much.
const MOST_KEPT = 50;
const known = new WeakMap<SchemaJudge, Map<string, Map<object, SchemaLocations>>>();

function locationsOnce(schema: ContractContent["schema"], options: CaseOptions): SchemaLocations {
  const { judgeSchema, direction, charset, seed, resolve } = options;
  const ofJudge = known.get(judgeSchema) ?? new Map<string, Map<object, SchemaLocations>>();
  known.set(judgeSchema, ofJudge);
  const way = `${direction} ${charset} ${seed}`;
  const found = ofJudge.get(way) ?? new Map<object, SchemaLocations>();
  ofJudge.set(way, found);
  const target = resolve(schema);
  const locations = found.get(target) ?? schemaLocationsOf(schema, options);
  // The one that was asked for last comes last.
  found.delete(target);
  found.set(target, locations);
  for (const oldest of [...found.keys()].slice(0, -MOST_KEPT)) found.delete(oldest);
  return locations;
}

/** Derives what the cases of an operation are made from, and puts all of it on the list of what is to be covered. */
export function deriveCases(operation: ContractOperation, options: DeriveOptions): OperationCases {
  const { coverage } = options;
  const { key } = operation;
  const caseOptions = (direction: Direction, charset: CaseOptions["charset"]): CaseOptions => ({
    resolve: options.contract.resolve,
    judgeSchema: options.judgeSchema,
    seed: options.seed,
    properties: "none",
    direction,
    charset,
  });
  const inventory = (name: string, locations: readonly SchemaLocation[], direction: Direction, inString: boolean) => {
    for (const { label, view, path, travels } of locations) {
      const id = `${name} ${label} `.replace("  ", " ");
      if (!travels) {
        // It is kept by each request that leaves it out, and that is all of them.
        coverage?.declare("constraints broken", id + (direction === "request" ? "readOnly" : "writeOnly"));
        continue;
      }
      if (path.length > 0) coverage?.declare("properties", `${name} ${label}`);
      for (const constraint of constraintsOf(view)) {
        // Any string is a string, and a list of one: in a URL or a header these types can't be broken.
        if (
          inString &&
          constraint === "type" &&
          !typesOfView(view).every((type) => TYPES_LOST_IN_STRINGS.includes(type))
        )
          continue;
        coverage?.declare("constraints kept", id + constraint);
        coverage?.declare("constraints broken", id + constraint);
      }
    }
  };
  const derive = (
    name: string,
    schema: ContractContent["schema"],
    direction: Direction,
    charset: CaseOptions["charset"],
  ) => {
    const derived = caseOptions(direction, charset);
    const { locations, skipped } = locationsOnce(schema, derived);
    for (const { label, reason } of skipped)
      options.skip?.({ operation: key, what: `${name} ${label}`.trim(), reason });
    inventory(name, locations, direction, charset !== "any");
    return { locations, options: derived };
  };
  const parameterCases = (parameter: ContractParameter, holder: string, direction: Direction): ParameterCases => {
    const name = `${holder} ${parameter.in} ${parameter.name}`;
    coverage?.declare(direction === "request" ? "parameters" : "headers", name);
    return { parameter, name, ...derive(name, parameter.schema, direction, "visible") };
  };
  const bodyCases = (content: ContractContent, holder: string, direction: Direction): BodyCases[] => {
    if (!isJson(content.mediaType)) {
      options.skip?.({
        operation: key,
        what: `${holder} ${content.mediaType}`,
        reason: "only JSON requests have cases",
      });
      return [];
    }
    const name = `${holder} ${content.mediaType}`;
    coverage?.declare("media types", name);
    for (const example of content.examples) coverage?.declare("examples", `${name} ${example.name}`);
    return [{ content, name, ...derive(name, content.schema, direction, "any") }];
  };

  coverage?.declare("operations", key);
  return {
    operation,
    parameters: operation.parameters.map((parameter) => parameterCases(parameter, key, "request")),
    bodies: [...(operation.requestBody?.content ?? [])]
      .sort(usualFirst)
      .flatMap((content) => bodyCases(content, key, "request")),
    responses: operation.responses.map(({ status, headers, content }) => {
      const name = `${key} ${status}`;
      coverage?.declare("statuses", name);
      return {
        declared: status,
        status: standIn(status, operation),
        name,
        headers: headers.map((header) => parameterCases(header, name, "response")),
        bodiless: content.length === 0,
        opaque: content
          .filter(({ mediaType }) => !isJson(mediaType))
          .map(({ mediaType }) => {
            coverage?.declare("media types", `${name} ${mediaType}`);
            return { mediaType, name: `${name} ${mediaType}` };
          }),
        bodies: content
          .filter(({ mediaType }) => isJson(mediaType))
          .flatMap((entry) => bodyCases(entry, name, "response")),
      };
    }),
  };
}

// A status for a class of statuses, or for the default: one that is not declared by itself.
function standIn(declared: string, { responses }: ContractOperation): number {
  if (/^\d+$/.test(declared)) return Number(declared);
  const first = declared === "default" ? 5 : Number(declared[0]);
  const taken = responses.map(({ status }) => status);
  const free = Array.from({ length: 100 }, (_, index) => first * 100 + index).filter(
    (status) => !taken.includes(String(status)) && ![204, 205, 304].includes(status) && status >= 200,
  );
  return free[0] ?? 500;
}

/** Sorts media types: by default a client sends plain JSON where that is declared, and else the first type. */
export const usualFirst = (a: { mediaType: string }, b: { mediaType: string }) =>
  Number(b.mediaType === "application/json") - Number(a.mediaType === "application/json");
