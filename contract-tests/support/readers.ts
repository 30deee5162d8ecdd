import { readBundle } from "../../scripts/toolkit/description/index.js";
import { compareFiles, diffBundles } from "../../scripts/toolkit/diff/index.js";
import { findDrift } from "../../scripts/toolkit/drift/index.js";
import { coverageStep } from "../../scripts/toolkit/gate/index.js";
import { readOperations } from "../../scripts/toolkit/generate/index.js";
import { lintDescriptions } from "../../scripts/toolkit/lint/index.js";

/** How a command reads descriptions: many at once, since a process for each would take most of the time. */
export interface Reader {
  /** What is wrong with each, mostly nothing. Rejects with a DescriptionError, if one can't be read. */
  findProblems(files: readonly string[]): Promise<string[]>;
  /** Whether it sees a type that does not exist, wherever it is. */
  seesWrongType?: true;
  /** Whether two files are the same to the command; not there, for one that looks at one description only. */
  areSame?(pairs: readonly (readonly [file: string, other: string])[]): Promise<boolean[]>;
}

/** The commands that read descriptions, by name: what they do in their own process is done here. */
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
    findProblems: forEach(async (file) => {
      const { passed, text } = await coverageStep(file).run();
      return passed ? "" : String(text);
    }),
  },
  // Up to here it reads; the types that openapi-typescript makes of the bundle can't be made within Jest.
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

/** Only the structure is checked: the descriptions are as small as can be. */
let lintConfig = "";

/** Says which configuration lint has to use. */
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
