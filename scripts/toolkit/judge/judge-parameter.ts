import {
  branchSchemas,
  type ContractParameter,
  type Direction,
  flattenSchema,
  isObject,
  type Resolve,
  type Schema,
} from "../description/index.js";
import { type Fault, fault, faultsIn } from "./exchange.js";
import { type Pairs, ParameterFormError, readParameterValue } from "./read-parameter.js";
import type { SchemaJudge } from "./schema-judge.js";
import { typesOf } from "./types-of.js";

/** Whether a name in a query belongs to one of the parameters of an operation. */
export function isKnownName(name: string, parameters: readonly ContractParameter[], resolve: Resolve): boolean {
  return parameters.some((parameter) => parameter.in === "query" && takesName(parameter, name, resolve));
}

function takesName({ name, style, explode, schema, mediaType }: ContractParameter, given: string, resolve: Resolve) {
  if (mediaType === undefined && style === "deepObject") return given.startsWith(`${name}[`);
  if (mediaType !== undefined || !explode || !typesOf(schema, resolve).includes("object")) return given === name;
  const { properties, additionalProperties } = flattenSchema(schema, resolve);
  const isOpen = isObject(additionalProperties) || (properties === undefined && additionalProperties !== false);
  return isOpen || Object.keys(properties ?? {}).includes(given);
}

/**
 * The faults of a parameter or a header.
 *
 * @param pairs - all names and values in its location
 */
export function judgeParameter(
  parameter: ContractParameter,
  pairs: Pairs,
  direction: Direction,
  { resolve, judgeSchema }: { resolve: Resolve; judgeSchema: SchemaJudge },
): Fault[] {
  const location = [direction, parameter.in, parameter.name];
  const judgeReading = (schema: Schema): Fault[] => {
    try {
      const value = readParameterValue({ ...parameter, schema }, pairs, resolve);
      if (value === undefined) return parameter.required ? [fault(location, "required", "is missing")] : [];
      return faultsIn(location, judgeSchema(parameter.schema, value, direction));
    } catch (error) {
      if (!(error instanceof ParameterFormError)) throw error;
      return [fault(location, error.rule, error.message)];
    }
  };
  const judged = readings(parameter.schema, resolve).map(judgeReading);
  return judged.find((faults) => faults.length === 0) ?? judged[0] ?? [];
}

// A string may be read as any of the types that the schema allows.
function readings(schema: Schema, resolve: Resolve): Schema[] {
  const view = flattenSchema(schema, resolve);
  const { type } = view;
  const branches = branchSchemas(view, resolve);
  return [schema, ...branches, ...(Array.isArray(type) ? type.map((one) => ({ ...view, type: one })) : [])];
}
