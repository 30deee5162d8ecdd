import { existsSync } from "node:fs";
import { relative } from "node:path";
import { bundle, DescriptionError, type FileSource, openDescription } from "../description/index.js";
import { acknowledgementFile, readAcknowledgements, reviewChanges } from "./acknowledgements.js";
import { diffBundles } from "./compare.js";
import type { Report } from "./report.js";
import { versionOf } from "./version.js";

/** What else a comparison needs to know. */
export interface CompareOptions {
  /** How the base is called in the report. @default its path */
  label?: string;
  /** Where the base's files come from. @default the disk */
  files?: FileSource;
  /** @default `acknowledged-changes.yaml` beside the revision */
  acknowledged?: string | undefined;
  /** The time, in milliseconds since the epoch: after its sunset a deprecated operation may go. @default Date.now() */
  now?: number | undefined;
}

/**
 * Compares two descriptions, and weighs the changes against what was acknowledged.
 *
 * @throws DescriptionError if one of the files can't be used
 */
export async function compareFiles(base: string, revision: string, options: CompareOptions = {}): Promise<Report> {
  const display = (file: string) => relative(process.cwd(), file);
  const acknowledgements = options.acknowledged ?? acknowledgementFile(revision);
  // The file beside the description may be missing; one that was asked for may not.
  if (options.acknowledged !== undefined && !existsSync(acknowledgements)) {
    throw new DescriptionError(`There is no file ${display(acknowledgements)}`);
  }
  const entries = readAcknowledgements(acknowledgements);
  const before = bundle(openDescription(base, { ...(options.files && { files: options.files }) }));
  const after = bundle(openDescription(revision));
  const { now = Date.now() } = options;
  const [changes = { level: "none" as const, changes: [] }] = await diffBundles([[before, after]], { now });
  return {
    review: reviewChanges(changes, entries, versionOf(before), versionOf(after)),
    labels: { base: options.label ?? display(base), revision: display(revision) },
    revision: after,
    acknowledgements: display(acknowledgements),
  };
}
