import { compareFiles } from "../diff/compare-files.js";
import { DescriptionError } from "../diff/description.js";
import { formatGithub, formatMarkdown } from "../diff/format-others.js";
import { formatText } from "../diff/format-text.js";
import { checkOutBase } from "../diff/git-base.js";
import { countText } from "../diff/report.js";
import { secondOpinion } from "./second-opinion.js";
import type { Step } from "./step.js";

/** Compares the description with its base in git. */
export function changesStep(description: string, ref: string | undefined): Step {
  return {
    name: "changes",
    run: async () => {
      let base: ReturnType<typeof checkOutBase>;
      try {
        base = checkOutBase(description, ref);
      } catch (error) {
        // A copy without history has nothing to compare with; a base that was asked for has to be there.
        if (ref !== undefined || !(error instanceof DescriptionError)) throw error;
        return { passed: true, summary: `not compared. ${error.message}` };
      }
      using checkedOut = base;
      const label = checkedOut.commit.slice(0, 12);
      if (checkedOut.file === undefined) return { passed: true, summary: `new: ${label} has no such description` };
      const report = compareFiles(checkedOut.file, description, { label, now: Date.now() });
      const { level, problems, changes, versions } = report.judgement;
      // What is breaking or dangerous already needs no second opinion.
      const isGrave = level === "breaking" || level === "dangerous";
      const opinion = isGrave ? undefined : await secondOpinion(checkedOut.file, description);
      const { summary: doubt = "", lines: doubts = [] } = opinion ?? {};
      const version = level === "none" || versions.suggested === undefined ? "" : `, for version ${versions.suggested}`;
      return {
        passed: problems.length === 0,
        summary: `${level}: ${countText(changes)} since ${label}${version}${doubt}`,
        ...((changes.length > 0 || problems.length > 0 || doubts.length > 0) && {
          text: [formatText(report, process.stdout.isTTY), ...doubts].join("\n"),
          annotations: formatGithub(report),
        }),
        markdown: [formatMarkdown(report), ...doubts].join("\n"),
      };
    },
  };
}
