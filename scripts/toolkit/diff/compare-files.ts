import { existsSync } from "node:fs";
import { relative } from "node:path";
import { bundle, DescriptionError, type FileSource, openDescription } from "../description/index.js";
import { acknowledgementFile, readAcknowledgements, reviewChanges } from "./acknowledgements.js";
import { diffBundles } from "./compare.js";
import type { DiffReport } from "./report.js";
import { versionOf } from "./version.js";

/** Options of a comparison. */
export interface CompareOptions {
  /** The name of the base in the report. @default its path */
  label?: string;
  /** Where the base's files come from. @default the disk */
  files?: FileSource | undefined;
  /** The file of acknowledgements. @default `acknowledged-changes.yaml` beside the revision */
  acknowledged?: string | undefined;
  /**
   * The time, in milliseconds since the epoch: a deprecated operation may be removed after its sunset.
   *
   * @default Date.now()
   */
  now?: number | undefined;
}

/** The base, read from git, can't be used, so no comparison is possible, whatever the revision contains. */
export class UnusableBaseError extends DescriptionError {}

/**
 * Compares two descriptions, and checks the changes against the acknowledgements.
 *
 * @throws DescriptionError if one of the files can't be used
 * @throws UnusableBaseError if the base can't be used and is read from git
 */
export async function compareFiles(base: string, revision: string, options: CompareOptions = {}): Promise<DiffReport> {
  const display = (file: string) => relative(process.cwd(), file);
  const acknowledgements = options.acknowledged ?? acknowledgementFile(revision);
  // A missing file is an error only if the caller named it.
  if (options.acknowledged !== undefined && !existsSync(acknowledgements)) {
    throw new DescriptionError(`The file ${display(acknowledgements)} does not exist`);
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
    // Without the position: its line would be read as one of the working tree.
    if (!(error instanceof DescriptionError)) throw error;
    throw new UnusableBaseError(`The description of ${label} can't be used: ${error.message}`);
  }
}
