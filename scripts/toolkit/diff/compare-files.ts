import { existsSync } from "node:fs";
import { relative } from "node:path";
import { bundle, DescriptionError, type FileSource, openDescription } from "../description/index.js";
import { acknowledgementFile, readAcknowledgements, reviewChanges } from "./acknowledgements.js";
import { diffBundles } from "./compare.js";
import type { DiffReport } from "./report.js";
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

/** The base, which is in git, can't be used: nothing can be compared with it, whatever the revision is like. */
export class UnusableBaseError extends DescriptionError {}

/**
 * Compares two descriptions, and weighs the changes against what was acknowledged.
 *
 * @throws DescriptionError if one of the files can't be used
 * @throws UnusableBaseError if that is the base, and it is in git
 */
export async function compareFiles(base: string, revision: string, options: CompareOptions = {}): Promise<DiffReport> {
  const display = (file: string) => relative(process.cwd(), file);
  const acknowledgements = options.acknowledged ?? acknowledgementFile(revision);
  // Only the default file may be missing.
  if (options.acknowledged !== undefined && !existsSync(acknowledgements)) {
    throw new DescriptionError(`There is no file ${display(acknowledgements)}`);
  }
  const entries = readAcknowledgements(acknowledgements);
  const after = bundle(openDescription(revision));
  const before = readBase(base, options);
  const { now = Date.now() } = options;
  const [changes = { level: "none" as const, changes: [] }] = await diffBundles([[before, after]], { now });
  return {
    review: reviewChanges(changes, entries, versionOf(before), versionOf(after)),
    labels: { base: options.label ?? display(base), revision: display(revision) },
    revision: after,
    acknowledgements: display(acknowledgements),
  };
}

function readBase(file: string, { files, label }: CompareOptions): ReturnType<typeof bundle> {
  if (files === undefined) return bundle(openDescription(file));
  try {
    return bundle(openDescription(file, { files }));
  } catch (error) {
    // Without the position: its line would be taken for one of the working tree.
    if (!(error instanceof DescriptionError)) throw error;
    throw new UnusableBaseError(`The description of ${label} can't be used: ${error.message}`);
  }
}
