import { AtlasConfigurationError } from "../errors.js";
import { deepFreeze } from "../support/deep-freeze.js";
import { isObject } from "../support/properties.js";
import { findFaults } from "./check-value.js";
import { contract, type JsonSchema } from "./contract.js";

// The options of an emulator are checked like requests: by schemas, some of which come from the description.

/** A count of at least 1, or Infinity. */
export const countSchema: JsonSchema = {
  anyOf: [{ type: "integer", minimum: 1 }, { enum: [Number.POSITIVE_INFINITY] }],
};

/** A duration above 0. */
export const durationSchema: JsonSchema = { type: "number", exclusiveMinimum: 0 };

/** Makes the schema of an object without other properties. Its type ensures that no property is missing. */
export function closedSchema<Value extends object>(
  properties: Readonly<Record<keyof Required<Value>, JsonSchema>>,
  ...required: (keyof Value & string)[]
): JsonSchema {
  return { type: "object", additionalProperties: false, properties, required };
}

/** Returns the description's schema of a path parameter. */
export function parameterSchema(name: string): JsonSchema {
  return declared(contract.operations.getCluster?.parameters.find((one) => one.name === name)?.schema, name);
}

/** Returns the description's schema of a property. Read-only properties are allowed here, since a test sets them. */
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
 * Checks and copies a test's input, so that later changes on one side don't affect the other.
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
    // A getter or a proxy threw, or the object contains itself.
    throw new AtlasConfigurationError(options, "can't be read", { cause: error });
  }
  const [fault] = findFaults(copied, schema, "", contract.schemas);
  if (fault) throw new AtlasConfigurationError(fault.location || options, fault.problem);
  return deepFreeze(copied);
}

// Copies own properties only, not those of a prototype.
function copy<Value>(value: Value): Value;
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => copy(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item)]));
}
