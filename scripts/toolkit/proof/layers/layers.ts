import { DescriptionError, type JsonObject, memoryFiles, readBundle } from "../../description/index.js";
import { diffBundles } from "../../diff/index.js";
import { compareWithFolder, generateFiles } from "../../generate/index.js";
import { lintDocuments } from "../../lint/index.js";
import { generatedFolder } from "../../support/index.js";
import type { Operator } from "../operators/operator.js";
import { findDisagreement } from "./find-disagreement.js";

/** A description with one change. */
export interface Mutant extends Omit<Operator, "apply"> {
  document: JsonObject;
}

/** One of the checks that a changed description has to pass. */
export interface Layer {
  /** What the check finds in each of some documents, as a sentence; undefined if it finds nothing. */
  look(description: JsonObject, documents: readonly JsonObject[]): Promise<(string | undefined)[]>;
  /** How the layer breaks its claim, given what it found in a mutant. */
  brokenClaim(mutant: Mutant, found: string | undefined): string | undefined | false;
}

const HEADERS = "no response header is required, and the client passes them on as strings, whatever their schema says";

/** Breaking changes that can't show between a mock and a client, by name, with the reason. */
const OUT_OF_SIGHT: Readonly<Record<string, string>> = {
  "operation: server URL changed": "a mock has its own URL, and the client's base URL is an option",
  "security: tokenUrl changed": "a mock has no token endpoint",
  "response: discriminator value added": "the mock serves examples, and none of them has the new value",
  "response: header removed": HEADERS,
  "response: header renamed": HEADERS,
  "response: header's type changed": HEADERS,
  "response: header's schema removed": HEADERS,
};

/** The checks, in their order. */
export const LAYERS = {
  /** `spec:lint`: claims to report every mistake, by the rule made for it. */
  lint: {
    look: async (_, documents) =>
      (await lintDocuments(documents)).map((findings) => {
        const errors = findings.filter(({ severity }) => severity === "error");
        return [...new Set(errors.map(({ rule }) => rule))].join(", ");
      }),
    brokenClaim: ({ category, expected }, found = "") =>
      category === "mistake" &&
      !found.split(", ").includes(expected) &&
      `the rule ${expected} does not report it${found && `, but ${found}`}`,
  },

  /** The comparison: claims to give every change its labelled level. It may find a mistake or not. */
  diff: {
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
  },

  /** `generate --check`: claims that every change of the description makes `generated/` out of date. */
  generate: {
    look: (_, documents) =>
      inOrder(documents, async (document) => {
        const mutant = readMutant(document);
        const files = mutant instanceof Error ? mutant : await generateFiles(document).catch((error: Error) => error);
        if (files instanceof Error) return `nothing can be generated: ${files.message}`;
        const stale = await compareWithFolder(files, generatedFolder);
        return stale.map(({ name }) => name).join(", ") || undefined;
      }),
    brokenClaim: (_, found) => found === undefined && "it says that generated/ is up to date",
  },

  /**
   * The contract suite, with a mock of the mutant and the unchanged SDK: claims to report every breaking change that can
   * show, and never to report a rewriting.
   */
  contract: {
    look: (description, documents) =>
      inOrder(documents, async (document) => {
        const found = await findDisagreement(description, document);
        return found && `${found.operation} ${found.part}: ${found.title}: ${found.message}`;
      }),
    brokenClaim: ({ name, category, expected }, found) => {
      if (category === "equivalence") return found && `the contract is the same, but the suite reports ${found}`;
      if (name in OUT_OF_SIGHT)
        return found && `OUT_OF_SIGHT says that the suite can't find it, but it reports ${found}`;
      return expected === "breaking" && !found && "the suite does not report it";
    },
  },
} satisfies Record<string, Layer>;

/** The name of a check. */
export type LayerName = keyof typeof LAYERS;

function readMutant(document: JsonObject): JsonObject | DescriptionError {
  try {
    return readBundle("mutant.json", { files: memoryFiles({ "mutant.json": document }) });
  } catch (error) {
    if (error instanceof DescriptionError) return error;
    throw error;
  }
}

async function inOrder<Result>(
  documents: readonly JsonObject[],
  look: (document: JsonObject) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const document of documents) results.push(await look(document));
  return results;
}
