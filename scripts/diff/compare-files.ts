import { relative } from "node:path";
import { acknowledgementFile, judge, readAcknowledgements } from "./acknowledgements.js";
import { readDescription } from "./description.js";
import { diffDescriptions } from "./diff-descriptions.js";
import type { Report } from "./report.js";
import { versionOf } from "./version.js";

/** What else a comparison needs to know. */
export interface CompareOptions {
  /** How the base is called in the report. */
  label: string;
  /** @default `acknowledged-changes.yaml` beside the revision */
  acknowledged?: string | undefined;
  /** The time, in milliseconds since the epoch: after its sunset a deprecated operation may go. */
  now: number;
}

/**
 * Compares two descriptions, and weighs the changes against what was acknowledged.
 *
 * @throws DescriptionError if one of the files can't be used
 */
export function compareFiles(base: string, revision: string, { label, acknowledged, now }: CompareOptions): Report {
  const acknowledgements = acknowledged ?? acknowledgementFile(revision);
  const entries = readAcknowledgements(acknowledgements);
  const [before, after] = [readDescription(base), readDescription(revision)];
  const changes = diffDescriptions(before, after, { now });
  return {
    judgement: judge(changes, entries, versionOf(before), versionOf(after)),
    base: { file: base, label },
    revision: { file: revision, label: relative(process.cwd(), revision) },
    acknowledgements: relative(process.cwd(), acknowledgements),
  };
}
