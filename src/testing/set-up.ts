import { AtlasConfigurationError } from "../errors.js";
import { deepFreeze } from "../support/deep-freeze.js";
import { findFaults } from "./check-value.js";
import { contract, type JsonSchema } from "./contract.js";

// What a test sets an emulator up with is checked as requests are: by schemas, some of which the description has already.

/** A number of times. */
export const countSchema: JsonSchema = {
  anyOf: [{ type: "integer", minimum: 1 }, { enum: [Number.POSITIVE_INFINITY] }],
};

/** A length of time. */
export const durationSchema: JsonSchema = { type: "number", exclusiveMinimum: 0 };

/** The schema of an object that has no other properties; its type sees to it that none is forgotten. */
export function closedSchema<Value extends object>(
  properties: Readonly<Record<keyof Required<Value>, JsonSchema>>,
  ...required: (keyof Value & string)[]
): JsonSchema {
  return { type: "object", additionalProperties: false, properties, required };
}

/** The schema of a path's parameter in the description. */
export function parameterSchema(name: string): JsonSchema {
  return declared(contract.operations.getCluster?.parameters.find((one) => one.name === name)?.schema, name);
}

/** The schema of a property in the description. What only Atlas writes in a request, a test writes here. */
export function propertySchema(schema: string, name: string): JsonSchema {
  const properties = contract.schemas[schema]?.properties as Record<string, JsonSchema> | undefined;
  const { readOnly: _, ...writable } = declared(properties?.[name], `${schema}.${name}`);
  return writable;
}

function declared(schema: JsonSchema | undefined, name: string): JsonSchema {
  if (schema === undefined) throw new Error(`The description has no ${name}`);
  return schema;
}

/**
 * Checks what a test hands over, and copies it, so that neither side can change what the other has.
 *
 * @returns a frozen copy
 * @throws {@link AtlasConfigurationError} saying what is wrong, where, and what is allowed
 */
export function readSetUp<Value>(value: Value, schema: JsonSchema, functionName: string): Value {
  const options = `The options of ${functionName}`;
  let copied: Value;
  try {
    copied = copy(value);
  } catch (error) {
    // A getter or a proxy of the caller's, or an object that contains itself.
    throw new AtlasConfigurationError(options, "can't be read", { cause: error });
  }
  const [fault] = findFaults(copied, schema, "", contract.schemas);
  if (fault) throw new AtlasConfigurationError(fault.location || options, fault.problem);
  return deepFreeze(copied);
}

// Own properties alone: the caller has not said what a prototype has.
function copy<Value>(value: Value): Value;
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => copy(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]));
}
