import type { ErrorObject, ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { toRegExp } from "../../../src/call/pattern.js";
import {
  type Contract,
  type Direction,
  decodePointer,
  flattenSchema,
  isObject,
  mapSubschemas,
  propertyTravels,
  remember,
  type Schema,
  type TagRules,
  withTagRules,
} from "../description/index.js";
import { type Fault, fault, faultsIn } from "./exchange.js";

/** Returns the faults of a value, by a schema of the contract. */
export type SchemaJudge = (schema: Schema, value: unknown, direction: Direction) => Fault[];

// A large operation has some hundreds.
const MAX_COMPILED = 1000;

/**
 * Makes the judge of a contract's schemas. Each schema is compiled on its first use.
 *
 * @throws Error from the judge, if a schema can't be compiled, or contains itself without an end
 */
export function createSchemaJudge(contract: Contract): SchemaJudge {
  const judges = { request: judgeOf(contract, "request"), response: judgeOf(contract, "response") };
  return (schema, value, direction) => judges[direction](schema, value);
}

function judgeOf({ resolve }: Contract, direction: Direction) {
  // The targets of references, each with the name that Ajv knows it by: a reference such as `#/components/schemas/List[Pet]`
  // is not a URI, and Ajv would look for another one.
  const targets = new Map<string, { name: string; schema?: Schema }>();
  let ajv = createAjv(direction);
  let compiled = new Map<object, ValidateFunction>();

  /**
   * A schema for one direction: a property that is not sent in that direction is not required. Examples are removed,
   * since they may look like schemas.
   *
   * @param above - the properties described by the schema that has this one in its `allOf`, which `required` may name
   */
  function direct(value: unknown, above: Schema = {}): unknown {
    if (!isObject(value)) return value;
    const { examples: _examples, nullable: _nullable, $ref, required, allOf, ...rest } = withTagRules(value, resolve);
    const properties = { ...above, ...(flattenSchema(value, resolve).properties as Schema | undefined) };
    return {
      ...mapSubschemas(rest, (inner) => direct(inner)),
      ...(Array.isArray(allOf) && { allOf: allOf.map((part) => direct(part, properties)) }),
      ...(typeof $ref === "string" && { $ref: directTarget($ref) }),
      ...(Array.isArray(required) && {
        required: required.filter((name) => propertyTravels(properties[name], { resolve, direction })),
      }),
    };
  }

  function directTarget($ref: string): string {
    const known = targets.get($ref);
    if (known) return known.name;
    const target: { name: string; schema?: Schema } = { name: `target-${targets.size}` };
    // Before the target is read, which may refer to itself.
    targets.set($ref, target);
    target.schema = direct(resolve<Schema>({ $ref })) as Schema;
    ajv.addSchema(target.schema, target.name);
    return target.name;
  }

  // Ajv keeps every compiled schema as long as it lives, and most schemas are used by one operation only.
  function startAgain(): void {
    compiled = new Map();
    ajv = createAjv(direction);
    for (const { name, schema } of targets.values()) if (schema !== undefined) ajv.addSchema(schema, name);
  }

  const faultsOf = (directed: Schema, value: unknown): Fault[] => {
    if (compiled.size >= MAX_COMPILED) startAgain();
    const validate = compiled.get(directed) ?? ajv.compile(directed);
    compiled.set(directed, validate);
    return isValid(validate, value) ? [] : faultsOfUnions(validate.errors ?? []);
  };

  // If no branch accepts a value, every branch reports faults. Those of the intended branch are returned.
  function faultsOfUnions(errors: readonly ErrorObject[]): Fault[] {
    let faults: Fault[] = [];
    const failed = new Set<string>();
    for (const error of errors) {
      // If no branch is valid, none evaluates a property.
      const isConsequence = error.keyword.startsWith("unevaluated") && failed.has(error.instancePath);
      if (error.keyword === "if" || isConsequence) continue;
      const location = decodePointer(error.instancePath);
      const isUnion = error.keyword === "oneOf" || error.keyword === "anyOf";
      if (isUnion) {
        failed.add(error.instancePath);
        faults = faults.filter((found) => !location.every((key, index) => found.location[index] === key));
      }
      const inner = isUnion ? meantBranch(error) : undefined;
      faults.push(...faultsIn(location, inner ?? [fault([], error.keyword, wordsOf(error))]));
    }
    return faults;
  }

  function meantBranch({ keyword, parentSchema = {}, data, params }: ErrorObject): Fault[] | undefined {
    // More than one branch accepts the value, so no branch has a fault.
    if (params.passingSchemas) return undefined;
    const tags = parentSchema["x-tags"] as TagRules | undefined;
    if (tags && isObject(data)) {
      const tag = data[tags.propertyName];
      if (typeof tag !== "string") return [tagFault(tags.propertyName, tag)];
      // A rule beside the union rejects it.
      if (tags.known?.includes(tag) === false) return [];
    }
    const judged = (parentSchema[keyword] as Schema[]).map((branch) => faultsOf(branch, data));
    const possible = judged.filter((faults) =>
      faults.every(({ location: [key], rule }) => (key === undefined ? rule !== "type" : key !== tags?.propertyName)),
    );
    return possible.length === 1 ? possible[0] : undefined;
  }

  const directed = remember((schema: Schema) => direct(schema) as Schema);
  return (schema: Schema, value: unknown) => faultsOf(directed(schema), value);
}

function isValid(validate: ValidateFunction, value: unknown): boolean {
  try {
    return validate(value) as boolean;
  } catch (error) {
    if (error instanceof RangeError) throw new Error("the schema contains itself without an end");
    throw error;
  }
}

function createAjv(direction: Direction): Ajv2020 {
  const ajv = new Ajv2020({
    // Otherwise each object has a `constructor`.
    ownProperties: true,
    strict: false,
    allErrors: true,
    // The errors include their schema, which identifies the intended branch.
    verbose: true,
    validateSchema: false,
    inlineRefs: false,
    logger: false,
    // Each schema judges a few values: optimizing its code takes longer than running it.
    code: { optimize: false, regExp: Object.assign(toRegExp, { code: "toRegExp" }) },
  });
  ajvFormats.default(ajv);
  const keyword = direction === "request" ? "readOnly" : "writeOnly";
  ajv.removeKeyword(keyword);
  ajv.addKeyword({ keyword, schemaType: "boolean", validate: (flag: boolean) => !flag, errors: false });
  return ajv;
}

// Without a string that names a branch, the other properties can't be judged.
function tagFault(tag: string, value: unknown): Fault {
  if (value === undefined) return fault([], "required", `must have required property '${tag}'`);
  return fault([tag], "type", "must be a string that names one of the schemas");
}

function wordsOf({ keyword, message = "", params }: ErrorObject): string {
  if (keyword === "readOnly") return "is read-only and must not be sent";
  if (keyword === "writeOnly") return "is write-only and must not be in a response";
  if (params.passingSchemas)
    return "matches more than one schema of oneOf, where exactly one must match: anyOf would allow it";
  if (keyword === "enum") return `must be one of ${JSON.stringify(params.allowedValues)}`;
  return keyword === "additionalProperties" ? `must not have the property ${params.additionalProperty}` : message;
}
