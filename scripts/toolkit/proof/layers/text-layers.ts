import { DescriptionError, type JsonObject, memoryFiles, readBundle } from "../../description/index.js";
import { diffBundles } from "../../diff/index.js";
import { lintDocuments } from "../../lint/index.js";
import type { Layer } from "./layer.js";

/** Lint: claims to report every mistake, by the rule made for it. */
export const lintLayer: Layer = {
  look: async (_, documents) =>
    (await lintDocuments(documents)).map((findings) => {
      const errors = findings.filter(({ severity }) => severity === "error");
      return [...new Set(errors.map(({ rule }) => rule))].join(", ");
    }),
  brokenClaim: ({ category, expected }, found = "") =>
    category === "mistake" &&
    !found.split(", ").includes(expected) &&
    `the rule ${expected} does not report it${found && `, but ${found}`}`,
};

/** The comparison: claims to give every change its labelled level. It may find a mistake or not. */
export const diffLayer: Layer = {
  look: async (description, documents) => {
    const bundles = documents.map(readMutant);
    const usable = bundles.filter((one): one is JsonObject => !(one instanceof DescriptionError));
    const results = await diffBundles(usable.map((revision) => [description, revision] as const));
    return bundles.map((one) => {
      if (one instanceof DescriptionError) return `not comparable: ${one.message}`;
      const { level = "none", changes = [] } = results.shift() ?? {};
      return level === "none" ? undefined : `${level}: ${[...new Set(changes.map(({ rule }) => rule))].join(", ")}`;
    });
  },
  brokenClaim: ({ category, expected }, found = "none: it finds no change") =>
    category !== "mistake" && !found.startsWith(`${expected}:`) && `its level must be ${expected}, and is ${found}`,
};

function readMutant(document: JsonObject): JsonObject | DescriptionError {
  try {
    return readBundle("mutant.json", { files: memoryFiles({ "mutant.json": document }) });
  } catch (error) {
    if (error instanceof DescriptionError) return error;
    throw error;
  }
}
