import type { DiffResult } from "../../diff/change.js";
import { createDescription, DescriptionError } from "../../diff/description.js";
import { diffDescriptions } from "../../diff/diff-descriptions.js";
import type { JsonObject } from "../../toolkit/description/index.js";
import { InputError } from "../../toolkit/support/run-command.js";
import type { Layer, LayerVerdict } from "./layer.js";
import type { Mutant } from "./mutant.js";

/** The comparison: claims to call every change what it is labelled. Of mistakes it sees those that are grave changes. */
export const diffLayer: Layer = async ({ description }, mutants) => {
  const base = createDescription(description);
  const { level } = diffDescriptions(base, createDescription(structuredClone(description)));
  if (level !== "none") throw new InputError(`The description compared with itself is ${level}`);
  const compare = (document: JsonObject): DiffResult | DescriptionError => {
    try {
      return diffDescriptions(base, createDescription(document));
    } catch (error) {
      if (error instanceof DescriptionError) return error;
      throw error;
    }
  };
  return mutants.map((mutant) => verdictOn(mutant, compare(mutant.document)));
};

function verdictOn({ label }: Mutant, result: DiffResult | DescriptionError): LayerVerdict {
  if (result instanceof DescriptionError) {
    return { seenBy: result.message, ...("level" in label && { broken: `it can't be compared: ${result.message}` }) };
  }
  const { level, changes } = result;
  const seen = "level" in label ? level !== "none" : level === "breaking" || level === "dangerous";
  return {
    ...(seen && { seenBy: `${level}: ${[...new Set(changes.map(({ rule }) => rule))].join(", ")}` }),
    ...("level" in label && level !== label.level && { broken: `labelled ${label.level}, called ${level}` }),
  };
}
