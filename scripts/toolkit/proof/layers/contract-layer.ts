import { atlasAdapter } from "../../suite/index.js";
import { isEquivalence } from "../operators/operator.js";
import { findDisagreement } from "./find-disagreement.js";
import type { Layer } from "./layer.js";

const HEADERS = "no response header is required, and the client passes them on as strings, whatever their schema says";

/** Breaking changes that can't show between a mock and a client, by name, with the reason. */
export const OUT_OF_SIGHT: Readonly<Record<string, string>> = {
  "operation: server URL changed": "a mock has its own URL, and the client's base URL is an option",
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
 * The contract suite, with a mock of the mutant and the unchanged SDK: claims to report every breaking change that can
 * show, and never to report a rewriting.
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
    if (name in OUT_OF_SIGHT) return seen && `it was found after all, so its reason is stale: ${seen}`;
    return "level" in expected && expected.level === "breaking" && !seen && "it does not find it";
  },
};
