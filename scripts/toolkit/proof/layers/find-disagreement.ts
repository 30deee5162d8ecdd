import { type JsonObject, operationsOf, readContract } from "../../description/index.js";
import { atlasAdapter, type Disagreement, forPrism, prepareSuite } from "../../suite/index.js";
import { whatDiffers } from "./what-differs.js";

// Nothing listens there: the mock runs in this process.
const BASE_URL = "http://127.0.0.1:9";
// The default of the suite.
const SEED = 20250205;

/**
 * Runs the contract suite with our SDK against a mock of another description than the SDK's, up to the first
 * disagreement. A case that can't be made, or a description that can't be served, counts as a disagreement: our
 * description has neither.
 *
 * @param description - the one that the SDK was made from; if the other is the same object, all of it is run, and
 *   otherwise the operations that differ
 * @param runs - the number of random requests per operation
 * @example const disagreement = await findDisagreement(description, mutated);
 */
export async function findDisagreement(
  description: JsonObject,
  other: JsonObject,
  runs = 8,
): Promise<Disagreement | undefined> {
  const [known, served] =
    other === description
      ? [description, structuredClone(other)]
      : [whatDiffers(description, other), whatDiffers(other, description)];
  if (operationsOf(known).length === 0) return undefined;
  let operation = "";
  try {
    const prism = forPrism(readContract(served), SEED);
    // Loaded on request: Prism takes time to load.
    const { createMockFetch } = await import("../../prism/index.js");
    const mock = createMockFetch(prism.description, prism.serve);
    const suite = prepareSuite({
      ...{ description: known, served, mock, sdk: atlasAdapter(BASE_URL), baseUrl: BASE_URL },
      ...{ runs, seed: SEED, stopAtFirst: true },
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
