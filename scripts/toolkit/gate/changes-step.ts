import {
  compareFiles,
  type DiffReport,
  diffOutcome,
  findGitBase,
  locateChanges,
  MissingBaseError,
  UnusableBaseError,
} from "../diff/index.js";
import { annotation } from "../report/index.js";
import type { StepResult } from "./step.js";
import type { ComparisonBase } from "./workflow.js";

/** Compares the description with its base in git. */
export async function changesStep(
  description: string,
  { ref, missing }: ComparisonBase,
  acknowledged?: string,
): Promise<StepResult> {
  if (missing !== undefined) return notCompared(missing);
  let label: string;
  let report: DiffReport;
  try {
    const base = findGitBase(description, ref);
    label = base.label;
    if (base.files === undefined) return notCompared(`The description is new: ${label} does not have it.`);
    report = await compareFiles(base.description, description, { ...base, acknowledged });
  } catch (error) {
    // Without a base that can be read, or without history, there is nothing to compare with; but a base that was named
    // must exist.
    if (error instanceof UnusableBaseError || (error instanceof MissingBaseError && ref === undefined)) {
      return notCompared(error.message);
    }
    throw error;
  }
  const { level, problems, changes, versions } = report.review;
  const version = level === "none" || versions.suggested === undefined ? "" : `, for version ${versions.suggested}`;
  const { verdict, text, annotations, passed, markdown } = diffOutcome(report);
  return {
    ...{ passed, markdown, summary: `${verdict} since ${label}${version}`, changes: locateChanges(report) },
    ...((changes.length > 0 || problems.length > 0) && { text, annotations }),
  };
}

// It must not look like a comparison that found nothing.
function notCompared(reason: string): StepResult {
  return {
    passed: true,
    summary: `not compared. ${reason}`,
    notes: [reason],
    annotations: annotation("notice", { title: "changes" }, `not compared. ${reason}`),
  };
}
