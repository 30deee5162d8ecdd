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
import { ParameterFormError, readParameterValue } from "./read-parameter.js";
import type { SchemaJudge } from "./schema-judge.js";
import { typesOf } from "./types-of.js";

// Stands for other names if the query may have any.
const ANY_NAME = "*";

/** Whether a name in a query belongs to one of the parameters of an operation. */
export function isKnownName(name: string, parameters: readonly ContractParameter[], resolve: Resolve): boolean {
  return parameters
    .flatMap((parameter) => knownNames(parameter, resolve))
    .some((known) => known === name || known === ANY_NAME || (known.endsWith("[") && name.startsWith(known)));
}

/** The query names that belong to a parameter; a name that ends in `[` is a prefix. */
function knownNames({ name, in: location, style, explode, schema, mediaType }: ContractParameter, resolve: Resolve) {
  if (location !== "query") return [];
  if (mediaType !== undefined) return [name];
  if (style === "deepObject") return [`${name}[`];
  if (!explode || !typesOf(schema, resolve).includes("object")) return [name];
  const { properties, additionalProperties } = flattenSchema(schema, resolve);
  const isOpen = isObject(additionalProperties) || (properties === undefined && additionalProperties !== false);
  return [...Object.keys((properties ?? {}) as object), ...(isOpen ? [ANY_NAME] : [])];
}

/**
 * The faults of a parameter or a header.
 *
 * @param strings - the values under its name
 * @param others - the values of all names in its location
 */
export function judgeParameter(
  parameter: ContractParameter,
  strings: readonly string[],
  others: readonly (readonly [string, string])[],
  direction: Direction,
  { resolve, judgeSchema }: { resolve: Resolve; judgeSchema: SchemaJudge },
): Fault[] {
  const location = [direction, parameter.in, parameter.name];
  const judgeReading = (schema: Schema): Fault[] => {
    try {
      const value = readParameterValue({ ...parameter, schema }, strings, others, resolve);
      if (value === undefined) return parameter.required ? [fault(location, "required", "is missing")] : [];
      return faultsIn(location, judgeSchema(parameter.schema, value, direction));
    } catch (error) {
      if (!(error instanceof ParameterFormError)) throw error;
      return [fault(location, error.rule, error.message)];
    }
  };
  let first: Fault[] | undefined;
  for (const schema of readings(parameter.schema, resolve)) {
    const faults = judgeReading(schema);
    if (faults.length === 0) return [];
    first ??= faults;
  }
  return first ?? [];
}

// A string may be read as any of the types that the schema allows.
function readings(schema: Schema, resolve: Resolve): Schema[] {
  const view = flattenSchema(schema, resolve);
  const { type } = view;
  const branches = branchSchemas(view, resolve);
  return [schema, ...branches, ...(Array.isArray(type) ? type.map((one) => ({ ...view, type: one })) : [])];
}
