import { type JsonObject, readContract } from "../../description/index.js";
import { type Disagreement, forPrism, prepareSuite, type SdkAdapter } from "../../suite/index.js";
import { changedOperations, type OperationKey, withoutCommonErrors } from "./changed-operations.js";

// The suite's own.
const SEED = 20250205;

/** What stays as it is while the description of the mock changes. */
export interface SuiteSubject {
  description: JsonObject;
  sdk: SdkAdapter;
  baseUrl: string;
}

/** How hard to look. */
export interface StrengthOptions {
  /**
   * How many random requests an operation gets.
   *
   * @default 8
   */
  runs?: number | undefined;
  /** @default 20250205 */
  seed?: number | undefined;
  /**
   * Whether to run the operations and the error responses too that both descriptions have in the same words.
   *
   * @default false
   */
  all?: boolean | undefined;
}

/**
 * Runs the contract suite against a mock of another description, with the SDK as it is, up to the first disagreement.
 * A case that can't be made, or a description that can't be served, is one as well: there is none in ours.
 *
 * @example
 * const disagreement = await findDisagreement({ description, sdk, baseUrl }, mutated);
 */
export async function findDisagreement(
  { description, ...rest }: SuiteSubject,
  other: JsonObject,
  { runs = 8, seed = SEED, all = false }: StrengthOptions = {},
): Promise<Disagreement | undefined> {
  const changed = changedOperations(description, all ? {} : other);
  if (changed.length === 0) return undefined;
  let operation = "";
  try {
    const served = all ? other : servedPaths(description, other, changed);
    const prism = forPrism(readContract(served), seed);
    // Loaded when it is wanted: Prism takes its time.
    const { createMockFetch } = await import("../../prism/index.js");
    const mock = createMockFetch(prism.description, prism.serve);
    const known = onlyOperations(description, changed);
    const suite = prepareSuite({
      ...rest,
      description: all ? known : withoutCommonErrors(known, served),
      served: all ? served : withoutCommonErrors(served, known),
      mock,
      runs,
      seed,
      stopAtFirst: true,
    });
    for (const cases of suite.operations) {
      operation = cases.key;
      const [first] = await suite.run(cases);
      if (first) return first;
    }
    const [skip] = suite.report().skips;
    return skip && { operation: skip.operation, part: "cases", title: skip.what, message: skip.reason };
  } catch (error) {
    const [message = ""] = (error as Error).message.split("\n", 1);
    return { operation, part: "cases", title: "the description", message };
  }
}

function onlyOperations(description: JsonObject, keys: readonly OperationKey[]): JsonObject {
  const paths = Object.entries(description.paths as Record<string, JsonObject>).flatMap(([path, item]) => {
    const methods = keys.filter((key) => key.path === path).map(({ method }) => [method, item[method]]);
    return methods.length === 0 ? [] : [[path, { parameters: item.parameters ?? [], ...Object.fromEntries(methods) }]];
  });
  return { ...description, paths: Object.fromEntries(paths) };
}

// Prism takes its time to read a description: what is as before, and not asked for, need not be in it.
function servedPaths(description: JsonObject, served: JsonObject, keys: readonly OperationKey[]): JsonObject {
  const before = description.paths as JsonObject;
  const paths = Object.entries((served.paths ?? {}) as JsonObject).filter(
    ([path]) => !(path in before) || keys.some((key) => key.path === path),
  );
  return paths.length === 0 ? served : { ...served, paths: Object.fromEntries(paths) };
}
