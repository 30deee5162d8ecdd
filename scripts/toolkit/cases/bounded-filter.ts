import type fc from "fast-check";

// A filter that never passes would run forever.
const MAX_REJECTED_IN_A_ROW = 2000;

/**
 * Filters values like `filter`, but gives up.
 *
 * @param problemOf - the fault of a value; undefined if the value is kept
 * @throws Error from the arbitrary, with the last fault, if hardly any of its values are kept
 */
export function boundedFilter<Value>(
  arbitrary: fc.Arbitrary<Value>,
  problemOf: (value: Value) => string | undefined,
): fc.Arbitrary<Value> {
  let rejected = 0;
  return arbitrary.filter((value) => {
    const problem = problemOf(value);
    rejected = problem === undefined ? 0 : rejected + 1;
    if (rejected > MAX_REJECTED_IN_A_ROW) throw new Error(`no value is found that the schema accepts: ${problem}`);
    return problem === undefined;
  });
}
