import fc from "fast-check";
import { branchSchemas, keywordsOf, type Schema, typesOfView } from "../description/index.js";
import { type CaseOptions, sampleOf } from "./sample.js";
import type { SchemaLocation } from "./schema-locations.js";
import { stringArbitrary } from "./string-arbitrary.js";

/** A value for a location that its schema accepts, and the constraint that it goes to the edge of. */
export interface GoodValue {
  /** As in the list of constraints; `examples` and `default` for what the schema itself shows. */
  rule: string;
  value: unknown;
}

// Longer ones prove nothing more, and a server may well reject them for their size.
const LONGEST = 20_000;

// A location is asked once for each response that it is in.
const known = new WeakMap<SchemaLocation, GoodValue[]>();

/** Values at the edges of what a location accepts: both ends of every bound, the first and the last of every list. */
export function goodValues(location: SchemaLocation, options: CaseOptions): GoodValue[] {
  const values = known.get(location) ?? findGoodValues(location, options);
  known.set(location, values);
  return values;
}

function findGoodValues({ view, schema, valid }: SchemaLocation, options: CaseOptions): GoodValue[] {
  const all = keywordsOf(view).flatMap(([keyword, limit]) => {
    const values = edge(keyword, limit, view, valid, options);
    return values.map((value) => ({ rule: keyword, value }));
  });
  const branches = branchSchemas(view, options.resolve).map((branch) => ({
    rule: view.oneOf ? "oneOf" : "anyOf",
    value: sampleOf(branch, { ...options, properties: "none" }),
  }));
  const whole = { rule: "examples", value: sampleOf(schema, { ...options, properties: "all" }) };
  // A bound by itself may break another one: a value that the schema rejects is not a good one.
  return [...all, ...branches, whole].filter(
    ({ value }) => options.judgeSchema(schema, value, options.direction).length === 0,
  );
}

function edge(keyword: string, limit: unknown, view: Schema, valid: unknown, options: CaseOptions): unknown[] {
  const count = Number(limit);
  switch (keyword) {
    case "type":
      return typesOfView(view).flatMap((type) =>
        type === "boolean" ? [true, false] : type === "null" ? [null] : [valid],
      );
    case "enum":
      return [(limit as unknown[])[0], (limit as unknown[]).at(-1)];
    case "const":
    case "default":
      return [limit];
    case "examples":
      return limit as unknown[];
    case "pattern":
    case "format":
      return [valid];
    case "minLength":
      return stringSamples({ ...view, maxLength: count }, options);
    case "maxLength":
      return count > LONGEST ? [] : stringSamples({ ...view, minLength: count }, options);
    case "minimum":
    case "maximum":
      return [limit];
    case "exclusiveMinimum":
      return [count + step(view)];
    case "exclusiveMaximum":
      return [count - step(view)];
    case "multipleOf":
      return [valid];
    case "minItems":
    case "maxItems":
      return items(view, count, options);
    default:
      // Of the other keywords any valid value is the good one.
      return [valid];
  }
}

function step(view: Schema): number {
  if (view.multipleOf !== undefined) return Number(view.multipleOf);
  return view.type === "integer" ? 1 : 0.001;
}

function stringSamples(view: Schema, { charset, seed }: CaseOptions): unknown[] {
  const length = Number(view.minLength ?? 0) === Number(view.maxLength) ? Number(view.maxLength) : undefined;
  if (length !== undefined && view.pattern === undefined && view.format === undefined) return ["x".repeat(length)];
  if (view.pattern !== undefined) {
    const [repeated] = ["a", "0", "A"].map((letter) => letter.repeat(Number(view.minLength ?? view.maxLength)));
    if (repeated && new RegExp(String(view.pattern)).test(repeated)) return [repeated];
  }
  try {
    return fc.sample(stringArbitrary(view, charset), { numRuns: 1, seed });
  } catch {
    // Its pattern or its format never has that length.
    return [];
  }
}

function items(view: Schema, count: number, options: CaseOptions): unknown[] {
  if (count > 1000) return [];
  const filled = { ...view, minItems: count, maxItems: count };
  return [sampleOf(filled, { ...options, properties: "none" })];
}
