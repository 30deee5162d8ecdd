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

/**
 * The contract suite, with a mock of the mutant and the unchanged SDK: claims to report every breaking change that can
 * show, and never to report a rewriting.
 */
export const contractLayer: Layer = {
  look: async (description, documents) => {
    const found = [];
    for (const document of documents) {
      const one = await findDisagreement(description, document);
      found.push(one && `${one.operation} ${one.part}: ${one.title}: ${one.message}`);
    }
    return found;
  },
  brokenClaim: ({ name, category, expected }, found) => {
    if (category === "equivalence") return found && `the contract is the same, but the suite reports ${found}`;
    if (name in OUT_OF_SIGHT) return found && `OUT_OF_SIGHT says that the suite can't find it, but it reports ${found}`;
    return expected === "breaking" && !found && "the suite does not report it";
  },
};
