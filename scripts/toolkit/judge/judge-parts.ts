import {
  branchSchemas,
  type ContractContent,
  type ContractParameter,
  type Direction,
  flattenSchema,
  isObject,
  type Resolve,
  type Schema,
} from "../description/index.js";
import type { ExchangeJudgement, Fault } from "./exchange.js";
import { allowsMediaType, isJson } from "./media-type.js";
import { ParameterFormError, readParameterValue, typesOf } from "./read-parameter.js";
import type { SchemaFault, SchemaJudge } from "./schema-judge.js";
import { undeclaredProperties } from "./undeclared.js";

/** What the judges of requests and of responses share. */
export interface JudgeParts {
  resolve: Resolve;
  judgeSchema: SchemaJudge;
  /** The query names that belong to a parameter; one that ends in `[` is the start of a name. */
  knownNames: (parameter: ContractParameter) => string[];
}

/** What there is to say of a part of an exchange. */
export type PartJudgement = Omit<ExchangeJudgement, "operation">;

/** These faults, or none, and no undeclared properties. */
export function onlyFaults(...faults: Fault[]): PartJudgement {
  return { faults, undeclared: () => [] };
}

/** Brings together what judging needs. */
export function createJudgeParts(resolve: Resolve, judgeSchema: SchemaJudge): JudgeParts {
  const knownNames = ({ name, style, explode, schema, mediaType }: ContractParameter): string[] => {
    if (mediaType !== undefined) return [name];
    if (style === "deepObject") return [`${name}[`];
    const flat = flattenSchema(schema, resolve);
    const spread = explode && typesOf(flat, resolve).includes("object");
    if (!spread) return [name];
    return [...Object.keys((flat.properties ?? {}) as object), ...(takesAnyName(flat) ? [ANY_NAME] : [])];
  };
  return { resolve, judgeSchema, knownNames };
}

/** What stands among the known names of a query if it may have others. */
export const ANY_NAME = "*";

function takesAnyName({ properties, additionalProperties }: Schema): boolean {
  return isObject(additionalProperties) || (properties === undefined && additionalProperties !== false);
}

/** What is wrong with a parameter or a header. */
export function judgeParameter(
  parameter: ContractParameter,
  texts: readonly string[],
  others: readonly (readonly [string, string])[],
  direction: Direction,
  { resolve, judgeSchema }: JudgeParts,
): Fault[] {
  const kind = parameter.in === "header" ? "header" : "parameter";
  const location = [direction, parameter.in, parameter.name];
  let first: Fault[] | undefined;
  for (const schema of readings(parameter.schema, resolve)) {
    const faults = judgeReading({ ...parameter, schema });
    if (faults.length === 0) return [];
    first ??= faults;
  }
  return first ?? [];

  function judgeReading(read: ContractParameter): Fault[] {
    try {
      const value = readParameterValue(read, texts, others, resolve);
      if (value !== undefined) {
        return judgeSchema(parameter.schema, value, direction).map((fault) => within(fault, location, kind));
      }
      return parameter.required ? [{ kind, location, rule: "required", message: "is missing" }] : [];
    } catch (error) {
      if (!(error instanceof ParameterFormError)) throw error;
      const rule = error.message.includes("once") ? "repeated" : "syntax";
      return [{ kind, location, rule, message: error.message }];
    }
  }
}

// A string may be read as each of the types that the schema allows.
function readings(schema: Schema, resolve: Resolve): Schema[] {
  const view = flattenSchema(schema, resolve);
  const { type } = view;
  const branches = branchSchemas(view, resolve);
  return [schema, ...branches, ...(Array.isArray(type) ? type.map((one) => ({ ...view, type: one })) : [])];
}

/** What is wrong with a body: its media type, its syntax, its content. */
export function judgeBody(
  bytes: Uint8Array,
  contentType: string | null,
  declared: readonly ContractContent[],
  direction: Direction,
  { resolve, judgeSchema }: JudgeParts,
): PartJudgement {
  const types = declared.map(({ mediaType }) => mediaType).join(", ");
  const header = [direction, "header", "Content-Type"];
  if (contentType === null) {
    return onlyFaults({
      kind: "media-type",
      location: header,
      rule: "required",
      message: `is missing; declared is ${types}`,
    });
  }
  const content = declared.find(({ mediaType }) => allowsMediaType(mediaType, contentType));
  if (!content) {
    const message = `${contentType} is none of ${types || "none"}`;
    return onlyFaults({ kind: "media-type", location: header, rule: "media-type", message });
  }
  // A JSON schema does not apply to other formats.
  if (!isJson(contentType)) return onlyFaults();
  const location = [direction, "body"];
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    return onlyFaults({ kind: "syntax", location, rule: "json", message: `is not JSON: ${(error as Error).message}` });
  }
  return {
    faults: judgeSchema(content.schema, value, direction).map((fault) => within(fault, location, "body")),
    undeclared: () => undeclaredProperties(content.schema, value, resolve).map((path) => [...location, ...path]),
  };
}

function within(fault: SchemaFault, location: readonly string[], kind: Fault["kind"]): Fault {
  return { kind, ...fault, location: [...location, ...fault.location] };
}
