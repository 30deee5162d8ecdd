import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { validArbitrary } from "../../cases/index.js";
import {
  createResolver,
  type Direction,
  isObject,
  type JsonObject,
  mapSubschemas,
  toSchema,
} from "../../description/index.js";
import { diffBundles, LEVELS, type Level } from "../../diff/index.js";
import { type RandomSchema, schemaPairs } from "./schema-pairs.js";

/** The share of changes without a witness that the comparison may still call breaking. */
const MAX_UNPROVED = 0.25;
/**
 * The share of witnesses that the comparison may miss because they rest on a value that matches two alternatives of
 * `oneOf`.
 */
const MAX_OVERLAPS = 0.02;
const VALUES = 300;

/** The result for one pair of schemas in one direction. */
export interface Trial {
  direction: Direction;
  base: RandomSchema;
  revision: RandomSchema;
  level: Level;
  /** A value that was valid before and is not now (in a response: the other way round), if one was found. */
  witness: { value: unknown; overlaps: boolean } | undefined;
}

type Judge = (value: unknown) => boolean;

/** A schema, with values that are probably valid. */
interface Side {
  values: unknown[];
  allows: Judge;
  /** Whether it allows a value that has only described properties. */
  describes: Judge;
  /** Whether it would allow it if the alternatives of `oneOf` could overlap. */
  allowsLoosely: Judge;
}

/** Makes pairs of schemas, compares them, and searches for values that prove the comparison wrong. */
export async function tryPairs(pairs: number, seed: number): Promise<Trial[]> {
  const trials: Omit<Trial, "level">[] = [];
  // About every fifth pair has a side that allows nothing.
  for (const [base, revision] of fc.sample(schemaPairs(), { numRuns: 2 * pairs, seed })) {
    if (trials.length === 2 * pairs) break;
    const [before, after] = [readSide(base, seed), readSide(revision, seed)];
    if (!before || !after) continue;
    trials.push({ direction: "request", base, revision, witness: findWitness(before, after) });
    trials.push({ direction: "response", base, revision, witness: findWitness(after, before) });
  }
  const results = await diffBundles(
    trials.map(({ base, revision, direction }) => [describe(base, direction), describe(revision, direction)] as const),
  );
  return trials.map((trial, index) => ({ ...trial, level: results[index]?.level ?? "none" }));
}

/** Counts the results, and returns whether the comparison passed. */
export function summarize(trials: readonly Trial[]): { passed: boolean; text: string } {
  const [proved, unproved] = [trials.filter(({ witness }) => witness), trials.filter(({ witness }) => !witness)];
  const notCalled = proved.filter(({ level }) => level !== "breaking");
  const missed = notCalled.filter(({ witness }) => !witness?.overlaps);
  const overlaps = notCalled.length - missed.length;
  const called = unproved.filter(({ level }) => level === "breaking").length;
  const share = called / Math.max(1, unproved.length);
  const levels = LEVELS.map((level) => `${trials.filter((trial) => trial.level === level).length} ${level}`);
  return {
    passed: missed.length === 0 && share <= MAX_UNPROVED && overlaps <= MAX_OVERLAPS * proved.length,
    text: [
      `${trials.length} random changes of a schema, half of them in a request: the comparison calls ${levels.join(", ")}`,
      `${proved.length} are breaking, as a value proves that only one side allows`,
      `  ${missed.length} of them are not called breaking (none may be)`,
      `  ${overlaps} more are not, but the value matches two alternatives of a oneOf (at most ${100 * MAX_OVERLAPS} % of them may)`,
      `${unproved.length} are not, as far as such values were searched for`,
      `  ${called} of them are called breaking (${(100 * share).toFixed(1)} %; at most ${100 * MAX_UNPROVED} % may be)`,
      ...missed
        .slice(0, 5)
        .flatMap(({ direction, base, revision, level, witness }) => [
          `✗ In a ${direction} this is called ${level}, but ${direction === "request" ? "the revision rejects" : "only the revision allows"} ${JSON.stringify(witness?.value)}:`,
          `    base     ${JSON.stringify(base)}`,
          `    revision ${JSON.stringify(revision)}`,
        ]),
    ].join("\n"),
  };
}

function findWitness(sent: Side, taken: Side): Trial["witness"] {
  const value = [...sent.values, ...taken.values].find(
    (one) => sent.allows(one) && !taken.allows(one) && sent.describes(one),
  );
  // The comparison looks at alternatives one by one: it detects a value that matches two of them only in simple cases.
  return value === undefined
    ? undefined
    : { value, overlaps: !(sent.allowsLoosely(value) && !taken.allowsLoosely(value)) };
}

/**
 * Undefined if no value is valid, or if Ajv 8.20 generates invalid JavaScript, as for some schemas with `true` in a
 * `oneOf`.
 */
function readSide(schema: RandomSchema, seed: number): Side | undefined {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  const judgeOf = (one: RandomSchema): Judge => {
    const validate = ajv.compile(one as object);
    return (value) => {
      try {
        return validate(value);
      } catch (error) {
        // Ajv's code for `unevaluatedProperties` beside `patternProperties` fails for some values.
        if (error instanceof TypeError) return false;
        throw error;
      }
    };
  };
  try {
    const allows = judgeOf(schema);
    const values = valuesOf(schema, seed);
    if (!values.some(allows)) return undefined;
    return { values, allows, describes: judgeOf(closed(schema)), allowsLoosely: judgeOf(withAnyOf(schema)) };
  } catch (error) {
    if ((error as Error).name === "SyntaxError") return undefined;
    throw error;
  }
}

function valuesOf(schema: RandomSchema, seed: number): unknown[] {
  const options = { resolve: createResolver({}), direction: "request", properties: "random", charset: "any" } as const;
  try {
    const values = validArbitrary(toSchema(withNames(schema)), { ...options, seed, judgeSchema: () => [] });
    return fc.sample(values, { numRuns: VALUES, seed });
  } catch {
    // It throws if there are no values, such as numbers between 3 and 2.
    return [];
  }
}

/** A schema with properties whose names match its patterns, since values are made only of named properties. */
function withNames(schema: unknown): unknown {
  if (!isObject(schema)) return schema;
  const { patternProperties = {}, properties, ...rest } = mapSubschemas(schema, withNames);
  const named = Object.entries(patternProperties as JsonObject).flatMap(([pattern, inner]) =>
    ["aa", "bb", "c1"].filter((name) => new RegExp(pattern, "u").test(name)).map((name) => [name, inner]),
  );
  return {
    ...rest,
    ...(properties || named.length > 0
      ? { properties: { ...Object.fromEntries(named), ...(properties as object) } }
      : {}),
  };
}

function withAnyOf(schema: unknown): RandomSchema {
  if (!isObject(schema)) return schema as boolean;
  const { oneOf, ...rest } = mapSubschemas(schema, withAnyOf);
  return oneOf === undefined ? rest : { allOf: [rest, { anyOf: oneOf }] };
}

/**
 * A schema that allows only the described properties, at any depth. An open object allows others, but a consumer who
 * keeps to the description does not send them.
 */
function closed(schema: unknown, isPart = false): RandomSchema {
  if (!isObject(schema)) return schema as boolean;
  const inner = mapSubschemas(schema, (one) => closed(one));
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const parts = schema[keyword];
    if (Array.isArray(parts)) inner[keyword] = parts.map((part) => closed(part, true));
  }
  if ("not" in schema) inner.not = schema.not;
  if (schema.additionalProperties === true) delete inner.additionalProperties;
  return isPart ? inner : { ...inner, unevaluatedProperties: false };
}

/** A description of one operation with a schema in its request or its response. */
function describe(schema: RandomSchema, direction: Direction): JsonObject {
  const content = { content: { "application/json": { schema } } };
  const post = {
    ...(direction === "request" && { requestBody: content }),
    responses: { 200: { description: "Done", ...(direction === "response" && content) } },
  };
  return { openapi: "3.1.0", paths: { "/things": { post } } };
}
