/** Compares two descriptions by what they promise. */

import { relative } from "node:path";
import { descriptionFile, InputError, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "spec:diff",
    help: `Compares two descriptions by what they promise; without two files, the working tree with the commit where
      it left the main branch. Exits with 1 for a dangerous or breaking change that is not acknowledged, and with 2
      for unusable input.`,
    positionals: { usage: "[<base> <revision>]", help: "root documents of descriptions", type: "file", most: 2 },
    options: {
      description: {
        type: "file",
        help: "the root document to compare with itself in git (default: openapi/openapi.yaml)",
      },
      "base-ref": { type: "string", help: "the commit or branch to compare with (default: the main branch)" },
      acknowledged: {
        type: "file",
        help: "intended changes (default: acknowledged-changes.yaml beside the description)",
      },
      today: { type: "string", help: "a date: a deprecated operation may go after its sunset (default: today)" },
      levels: { type: "boolean", help: "print the table of levels instead" },
    },
    example: "old.yaml new.yaml --format markdown",
  },
  async ({ values, positionals }) => {
    const { compareFiles, diffOutcome, findGitBase, formatLevels } = await import("./toolkit/diff/index.js");
    if (values.levels) {
      console.log(formatLevels());
      return;
    }
    const now = values.today === undefined ? Date.now() : Date.parse(values.today);
    if (Number.isNaN(now)) throw new InputError(`--today must be a date such as 2026-01-31, not "${values.today}"`);
    if (positionals.length === 1) throw new InputError("Name two descriptions or none, not one");
    if (positionals.length === 2 && (values["base-ref"] ?? values.description) !== undefined) {
      throw new InputError("--base-ref and --description are for a comparison in git, without two descriptions");
    }
    const description = values.description ?? descriptionFile;
    const git = positionals.length === 0 ? findGitBase(description, values["base-ref"]) : undefined;
    const [base = git?.description ?? description, revision = description] = positionals;
    if (git && !git.files) {
      const name = relative(process.cwd(), description);
      return { passed: true, verdict: `${name} is new: ${git.label} has no such file to compare with` };
    }
    const report = await compareFiles(base, revision, { ...git, acknowledged: values.acknowledged, now });
    return diffOutcome(report);
  },
);
