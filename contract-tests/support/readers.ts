import { coverageStep } from "../../scripts/gate/coverage-step.js";
import { readOperations } from "../../scripts/generate/read-operations.js";
import { type LintFinding, lintDescription } from "../../scripts/lint/lint-description.js";
import { readBundle } from "../../scripts/toolkit/description/index.js";
import { compareFiles } from "../../scripts/toolkit/diff/index.js";
import { findDrift } from "../../scripts/toolkit/drift/index.js";

/** How a command reads a description. */
export interface Reader {
  /** Rejects with a DescriptionError, if the description can't be read. */
  read(file: string): Promise<unknown>;
  /** Whether two descriptions are the same to the command; nothing, for one that looks at one description only. */
  isSame?(file: string, other: string): Promise<boolean>;
  /** Whether it sees a type that does not exist, wherever it is; nothing, for one that does not look at that. */
  seesWrongType?(file: string): Promise<boolean>;
}

/** The commands that read descriptions, by name: what they do in their own process is done here. */
export const READERS: Readonly<Record<string, Reader>> = {
  lint: {
    read: async (file) => {
      const errors = (await lintDescription(file, { config: lintConfig })).filter(isError);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
    },
    seesWrongType: async (file) => {
      const findings = await lintDescription(file, { config: lintConfig });
      return findings.some(({ rule, pointer }) => rule === "struct" && pointer.endsWith("/type"));
    },
  },
  contract: {
    read: async (file) => {
      const { passed, text } = await coverageStep(file).run();
      if (!passed) throw new Error(text);
    },
  },
  // Up to here it reads; the types that openapi-typescript makes of the bundle can't be made within Jest.
  generate: {
    read: async (file) => readOperations(readBundle(file)),
  },
  diff: {
    read: async (file) => compareFiles(file, file),
    isSame: async (file, other) => (await compareFiles(file, other)).judgement.level === "none",
  },
  drift: {
    read: async (file) => findDrift(readBundle(file), [readBundle(file)]),
    isSame: async (file, other) => findDrift(readBundle(file), [readBundle(other)]).differences.length === 0,
  },
};

/** Only the structure is checked: the descriptions are as small as can be. */
let lintConfig = "";

/** Says which configuration lint has to use. */
export function useLintConfig(file: string): void {
  lintConfig = file;
}

const isError = ({ severity }: LintFinding) => severity === "error";
