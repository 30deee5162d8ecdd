import { atlasAdapter } from "../../suite/index.js";
import { InputError } from "../../support/index.js";
import { isEquivalence } from "../operators/operator.js";
import { findDisagreement } from "./find-disagreement.js";
import type { Layer, Mutant } from "./layer.js";

/** Changes that break consumers and can't show between a mock and a client, by name, with the reason. */
export const OUT_OF_SIGHT: Readonly<Record<string, string>> = {
  "operation: server URL changed": "a mock stands at an address of its own; the client's is an option of its own",
  "security: tokenUrl changed": "a mock has no token endpoint",
  "response: discriminator value added": "the mock serves examples, and none of them has the new value",
};

// Nothing listens there: the mock runs in this process.
const baseUrl = "http://127.0.0.1:9";

/**
 * The contract suite, with a mock of the mutant and the SDK as it is: claims to see every breaking change that can show, and
 * not to take the same contract for another.
 */
export const contractLayer: Layer = async ({ description }, mutants) => {
  const unchanged = { description, sdk: atlasAdapter(baseUrl), baseUrl };
  const base = await findDisagreement(unchanged, structuredClone(description), { all: true });
  if (base) throw new InputError(`The description disagrees with its own mock: ${base.title}: ${base.message}`);
  const results = [];
  for (const mutant of mutants) {
    const found = await findDisagreement(unchanged, mutant.document);
    const seenBy = found && `${found.operation} ${found.part}: ${found.title}: ${found.message}`;
    const broken = brokenClaim(mutant, seenBy);
    results.push({ ...(seenBy && { seenBy }), ...(broken && { broken }) });
  }
  return results;
};

function brokenClaim(mutant: Mutant, seenBy: string | undefined): string | undefined {
  const { name, expected } = mutant;
  if (isEquivalence(mutant)) return seenBy && `the same contract: ${seenBy}`;
  if (name in OUT_OF_SIGHT) return seenBy && `it is seen after all, so its reason is stale: ${seenBy}`;
  return "level" in expected && expected.level === "breaking" && !seenBy ? "it does not see it" : undefined;
}
