import { type JsonObject, operationsOf, readContract } from "../../description/index.js";
import { type Disagreement, forPrism, prepareSuite, type SdkAdapter } from "../../suite/index.js";
import { whatDiffers } from "./what-differs.js";

// The default of the suite.
const SEED = 20250205;

/** The parts that stay the same while the mock's description changes. */
export interface SuiteSubject {
  description: JsonObject;
  sdk: SdkAdapter;
  baseUrl: string;
}

/**
 * Runs the contract suite against a mock of another description, with the SDK as it is, up to the first disagreement. A
 * case that can't be made, or a description that can't be served, counts as a disagreement: our description has
 * neither.
 *
 * @param options.runs - the number of random requests per operation
 * @param options.all - whether to also run the parts that are the same in both descriptions
 * @example const disagreement = await findDisagreement({ description, sdk, baseUrl }, mutated);
 */
export async function findDisagreement(
  { description, ...rest }: SuiteSubject,
  other: JsonObject,
  { runs = 8, all = false }: { runs?: number; all?: boolean } = {},
): Promise<Disagreement | undefined> {
  const known = all ? description : whatDiffers(description, other);
  if (operationsOf(known).length === 0) return undefined;
  let operation = "";
  try {
    const served = all ? other : whatDiffers(other, description);
    const prism = forPrism(readContract(served), SEED);
    // Loaded on request: Prism takes time to load.
    const { createMockFetch } = await import("../../prism/index.js");
    const mock = createMockFetch(prism.description, prism.serve);
    const suite = prepareSuite({ ...rest, description: known, served, mock, runs, seed: SEED, stopAtFirst: true });
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
