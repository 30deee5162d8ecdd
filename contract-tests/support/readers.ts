import { readBundle } from "../../scripts/toolkit/description/index.js";
import { compareFiles, diffBundles } from "../../scripts/toolkit/diff/index.js";
import { findDrift } from "../../scripts/toolkit/drift/index.js";
import { readOperations } from "../../scripts/toolkit/generate/index.js";
import { lintDescriptions } from "../../scripts/toolkit/lint/index.js";
import { runContract } from "../../scripts/toolkit/suite/index.js";

/** A command as a reader of many descriptions at once: a process for each would take most of the time. */
export interface Reader {
  /** The fault of each description, if it has one. Rejects with a DescriptionError if one can't be read. */
  findProblems(files: readonly string[]): Promise<string[]>;
  /** Whether it reports an unknown type, in any location. */
  seesWrongType?: true;
  /** Whether two files mean the same to the command; left out for a command that reads only one description. */
  areSame?(pairs: readonly (readonly [file: string, other: string])[]): Promise<boolean[]>;
}

/** The commands that read descriptions, by name. The work of their own process is done here. */
export const READERS: Readonly<Record<string, Reader>> = {
  lint: {
    findProblems: async (files) => {
      const linted = await lintDescriptions(files, lintConfig);
      return linted.map(({ findings }) =>
        findings
          .filter(({ severity }) => severity === "error")
          .map(({ rule, pointer }) => `${rule} ${pointer}`)
          .join("\n"),
      );
    },
    seesWrongType: true,
  },
  contract: {
    // The coverage step of the gate sends twenty times as many random requests.
    findProblems: forEach(async (file) => {
      const { disagreements, coverage } = await runContract(readBundle(file), { runs: 1 });
      return [...disagreements.map(({ message }) => message), ...coverage.flatMap(({ missing }) => missing)].join("\n");
    }),
  },
  // This part only reads: the types that openapi-typescript makes of the bundle can't be made within Jest.
  generate: {
    findProblems: forEach((file) => {
      readOperations(readBundle(file));
      return "";
    }),
  },
  diff: {
    findProblems: forEach(async (file) => (await compareFiles(file, file)).review.problems.join("\n")),
    areSame: async (pairs) => {
      const results = await diffBundles(pairs.map(([file, other]) => [readBundle(file), readBundle(other)] as const));
      return results.map(({ level }) => level === "none");
    },
  },
  drift: {
    findProblems: forEach((file) => {
      findDrift(readBundle(file), [readBundle(file)]);
      return "";
    }),
    areSame: forEach(([file, other]) => findDrift(readBundle(file), [readBundle(other)]).differences.length === 0),
  },
};

/** Only the structure is checked: the descriptions are minimal. */
let lintConfig = "";

/** Selects the configuration of lint. */
export function useLintConfig(file: string): void {
  lintConfig = file;
}

function forEach<T, R>(one: (item: T) => R | Promise<R>): (items: readonly T[]) => Promise<R[]> {
  return async (items) => {
    const results: R[] = [];
    for (const item of items) results.push(await one(item));
    return results;
  };
}
