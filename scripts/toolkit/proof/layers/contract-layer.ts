import { atlasAdapter } from "../../suite/index.js";
import { InputError } from "../../support/index.js";
import { findDisagreement } from "../strength/find-disagreement.js";
import type { Layer } from "./layer.js";
import { isEquivalent } from "./mutant.js";

// Nothing listens there: the mock answers in this process.
const baseUrl = "http://127.0.0.1:9";

/** The contract suite, with a mock of the mutant and the SDK as it is: claims not to take the same contract for another. */
export const contractLayer: Layer = async ({ description }, mutants) => {
  const unchanged = { description, sdk: atlasAdapter(baseUrl), baseUrl };
  const base = await findDisagreement(unchanged, structuredClone(description), { all: true });
  if (base) throw new InputError(`The description disagrees with its own mock: ${base.title}: ${base.message}`);
  const verdicts = [];
  for (const mutant of mutants) {
    const found = await findDisagreement(unchanged, mutant.document);
    const seenBy = found && `${found.operation} ${found.part}: ${found.title}: ${found.message}`;
    verdicts.push(seenBy ? { seenBy, ...(isEquivalent(mutant) && { broken: `the same contract: ${seenBy}` }) } : {});
  }
  return verdicts;
};
