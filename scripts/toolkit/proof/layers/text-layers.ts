import { bundle, DescriptionError, type JsonObject, memoryFiles, openDescription } from "../../description/index.js";
import { diffBundles } from "../../diff/index.js";
import { lintDocuments } from "../../lint/index.js";
import type { Layer } from "./layer.js";

/** Lint: claims to report every mistake, by the rule made for it. */
export const lintLayer: Layer = {
  look: async (mutants) =>
    (await lintDocuments(mutants.map(({ document }) => document))).map((findings) => {
      const errors = findings.filter(({ severity }) => severity === "error");
      return [...new Set(errors.map(({ rule }) => rule))].join(", ");
    }),
  brokenClaim: ({ expected }, seen = "") =>
    "rule" in expected && !seen.split(", ").includes(expected.rule) && `${expected.rule} does not report it`,
};

/**
 * The comparison: claims to give every change its labelled level. It reports mistakes only if they are severe changes.
 */
export const diffLayer: Layer = {
  look: async (mutants) => {
    const bundles = mutants.map(({ document }) => {
      try {
        return bundle(openDescription("mutant.json", { files: memoryFiles({ "mutant.json": document }) }));
      } catch (error) {
        if (error instanceof DescriptionError) return error;
        throw error;
      }
    });
    const [{ document: description } = { document: {} }] = mutants;
    const usable = bundles.filter((one): one is JsonObject => !(one instanceof DescriptionError));
    const results = await diffBundles(usable.map((revision) => [description, revision] as const));
    return bundles.map((one, index) => {
      if (one instanceof DescriptionError) return `not comparable: ${one.message}`;
      const { level = "none", changes = [] } = results.shift() ?? {};
      const rules = [...new Set(changes.map(({ rule }) => rule))].join(", ");
      const isMistake = mutants[index]?.category === "mistake";
      const isSeen = isMistake ? level === "breaking" || level === "dangerous" : level !== "none";
      return isSeen ? `${level}: ${rules}` : undefined;
    });
  },
  brokenClaim: ({ expected }, seen = "none: nothing") =>
    "level" in expected && !seen.startsWith(`${expected.level}:`) && `labelled ${expected.level}, called ${seen}`,
};
