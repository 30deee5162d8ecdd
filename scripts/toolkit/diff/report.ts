import { relative } from "node:path";
import { type JsonObject, locatePosition, type SourcePosition } from "../description/index.js";
import type { Acknowledgement, ReviewedDiff } from "./acknowledgements.js";
import type { Change } from "./compare.js";

/** The input of a report. */
export interface DiffReport {
  review: ReviewedDiff;
  /** The names of the two descriptions in the report. */
  labels: { base: string; revision: string };
  /** The revision's bundle. */
  revision: JsonObject;
  /** The file for acknowledgements. */
  acknowledgements: string;
}

/** A change with its positions in the source files. */
export interface LocatedChange {
  change: Change;
  accepted: Acknowledgement | undefined;
  /**
   * The position in the description that has the part, with its path relative to the working folder. For a removed
   * part, that is the base.
   */
  own: SourcePosition;
  /** The position in the revision. For a removed part, that of the enclosing part. */
  inRevision: SourcePosition;
}

/** The changes of a report with their positions in the files. */
export function locateChanges({ review, revision }: DiffReport): LocatedChange[] {
  return review.changes.map((change) => {
    const { document, pointer } = change.sides[change.source].location;
    const [own, inRevision] = [document, revision].map((one): SourcePosition => {
      const { file, line, column } = locatePosition(one, pointer) ?? { file: "", line: 1, column: 1 };
      return { file: relative(process.cwd(), file), line, column };
    }) as [SourcePosition, SourcePosition];
    return { change, accepted: review.accepted.get(change), own, inRevision };
  });
}
