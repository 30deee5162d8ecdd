import fc from "fast-check";
import type { Schema } from "../description/index.js";
import type { SchemaJudge } from "../judge/index.js";
import { type ArbitraryOptions, arbitraryOf } from "./arbitrary.js";
import { boundedFilter } from "./bounded-filter.js";

/** Options for making cases: the seed, and the judge that filters values. */
export interface CaseOptions extends ArbitraryOptions {
  judgeSchema: SchemaJudge;
  seed: number;
}

/**
 * Values that a schema accepts, by its own judge.
 *
 * @throws Error from the arbitrary, if hardly any of its values are accepted
 */
export function validArbitrary(schema: Schema, options: CaseOptions): fc.Arbitrary<unknown> {
  return firstFound(schema, options).arbitrary;
}

/**
 * One value of a schema, always the same for the same seed.
 *
 * @throws Error if no value is found
 */
export function sampleOf(schema: Schema, options: CaseOptions): unknown {
  return firstFound(schema, options).value;
}

/**
 * One value of a schema that is not null, which has no edges, and no form in a URL or a header.
 *
 * @throws Error if no value is found
 */
export function presentSample(schema: Schema, options: CaseOptions): unknown {
  return sampleOf({ allOf: [schema, { not: { type: "null" } }] }, options);
}

function firstFound(schema: Schema, options: CaseOptions): { arbitrary: fc.Arbitrary<unknown>; value: unknown } {
  const arbitrary = boundedFilter(arbitraryOf(schema, options), (value) => {
    const [fault] = options.judgeSchema(schema, value, options.direction);
    return fault && `${fault.location.join(".")} ${fault.message}`.trim();
  });
  try {
    const [value] = fc.sample(arbitrary, { numRuns: 1, seed: options.seed });
    return { arbitrary, value };
  } catch (error) {
    if (options.apart) throw error;
    // The values of each branch of a `oneOf` may fit another one too.
    return firstFound(schema, { ...options, properties: "random", apart: true });
  }
}

/** Whether a schema accepts a value in the direction of the cases. */
export function accepts(schema: Schema, value: unknown, { judgeSchema, direction }: CaseOptions): boolean {
  return judgeSchema(schema, value, direction).length === 0;
}
