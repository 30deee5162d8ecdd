import { DescriptionError } from "../description/index.js";
import {
  compareFiles,
  countText,
  findGitBase,
  formatGithub,
  formatMarkdown,
  formatText,
  locateChanges,
} from "../diff/index.js";
import { hasColours } from "../support/index.js";
import type { Step } from "./step.js";
import type { Base } from "./workflow.js";

/** Compares the description with its base in git. */
export function changesStep(description: string, { ref, missing }: Base, acknowledged?: string): Step {
  return {
    name: "changes",
    run: async () => {
      if (missing !== undefined) return { passed: true, summary: `not compared. ${missing}` };
      let base: ReturnType<typeof findGitBase>;
      try {
        base = findGitBase(description, ref);
      } catch (error) {
        // A copy without history has nothing to compare with; a base that was asked for has to be there.
        if (ref !== undefined || !(error instanceof DescriptionError)) throw error;
        return { passed: true, summary: `not compared. ${error.message}` };
      }
      const label = base.commit.slice(0, 12);
      if (base.files === undefined) return { passed: true, summary: `new: ${label} has no such description` };
      const report = await compareFiles(description, description, { label, files: base.files, acknowledged });
      const { level, problems, changes, versions } = report.review;
      const version = level === "none" || versions.suggested === undefined ? "" : `, for version ${versions.suggested}`;
      return {
        passed: problems.length === 0,
        summary: `${level}: ${countText(changes)} since ${label}${version}`,
        ...((changes.length > 0 || problems.length > 0) && {
          text: formatText(report, hasColours()),
          annotations: formatGithub(report),
        }),
        markdown: formatMarkdown(report),
        changes: locateChanges(report),
      };
    },
  };
}
