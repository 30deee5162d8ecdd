import { bundle, DescriptionError, type JsonObject, memoryFiles, openDescription } from "../../description/index.js";
import { type DiffResult, diffBundles } from "../../diff/index.js";
import type { Layer, LayerResult, Mutant } from "./layer.js";

/** The comparison: claims to call every change what it is labelled. Of mistakes it sees those that are grave changes. */
export const diffLayer: Layer = async ({ description }, mutants) => {
  const revisions = mutants.map(({ document }) => read(document));
  const usable = revisions.filter((revision): revision is JsonObject => !(revision instanceof DescriptionError));
  const [itself, ...results] = await diffBundles([description, ...usable].map((revision) => [description, revision]));
  if (itself?.level !== "none") throw new Error(`The description compared with itself is ${itself?.level}`);
  return mutants.map((mutant, index) => {
    const revision = revisions[index];
    const result = revision instanceof DescriptionError ? revision : results.shift();
    return resultOf(mutant, result ?? { level: "none", changes: [] });
  });
};

function read(document: JsonObject): JsonObject | DescriptionError {
  try {
    return bundle(openDescription("mutant.json", { files: memoryFiles({ "mutant.json": document }) }));
  } catch (error) {
    if (error instanceof DescriptionError) return error;
    throw error;
  }
}

function resultOf({ expected }: Mutant, result: DiffResult | DescriptionError): LayerResult {
  if (result instanceof DescriptionError) {
    return {
      seenBy: result.message,
      ...("level" in expected && { broken: `it can't be compared: ${result.message}` }),
    };
  }
  const { level, changes } = result;
  const rules = [...new Set(changes.map(({ rule }) => rule))].join(", ");
  const seen = "level" in expected ? level !== "none" : level === "breaking" || level === "dangerous";
  return {
    ...(seen && { seenBy: `${level}: ${rules}` }),
    ...("level" in expected &&
      level !== expected.level && { broken: `labelled ${expected.level}, called ${level}: ${rules}` }),
  };
}
