import { atlasAdapter } from "../../suite/index.js";
import { isEquivalence } from "../operators/operator.js";
import { findDisagreement } from "./find-disagreement.js";
import type { Layer } from "./layer.js";

const HEADERS = "no response header is required, and the client passes them on as strings, whatever their schema says";

/** Changes that break consumers and can't show between a mock and a client, by name, with the reason. */
export const OUT_OF_SIGHT: Readonly<Record<string, string>> = {
  "operation: server URL changed": "a mock stands at an address of its own; the client's is an option of its own",
  "security: tokenUrl changed": "a mock has no token endpoint",
  "response: discriminator value added": "the mock serves examples, and none of them has the new value",
  "response: header removed": HEADERS,
  "response: header renamed": HEADERS,
  "response: header's type changed": HEADERS,
  "response: header's schema removed": HEADERS,
};

// Nothing listens there: the mock runs in this process.
const baseUrl = "http://127.0.0.1:9";

/**
 * The contract suite, with a mock of the mutant and the SDK as it is: claims to see every breaking change that can show, and
 * not to take the same contract for another.
 */
export const contractLayer: Layer = {
  look: async ([unchanged, ...mutants]) => {
    const description = unchanged?.document ?? {};
    const subject = { description, sdk: atlasAdapter(baseUrl), baseUrl };
    const found = [await findDisagreement(subject, structuredClone(description), { all: true })];
    for (const { document } of mutants) found.push(await findDisagreement(subject, document));
    return found.map((one) => one && `${one.operation} ${one.part}: ${one.title}: ${one.message}`);
  },
  brokenClaim: (mutant, seen) => {
    const { name, expected } = mutant;
    if (isEquivalence(mutant)) return seen && `the same contract: ${seen}`;
    if (name in OUT_OF_SIGHT) return seen && `it is seen after all, so its reason is stale: ${seen}`;
    return "level" in expected && expected.level === "breaking" && !seen && "it does not see it";
  },
};
