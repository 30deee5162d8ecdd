import { relative } from "node:path";
import { type JsonObject, locatePosition, type SourcePosition } from "../description/index.js";
import { type Acknowledgement, isGrave, type ReviewedDiff } from "./acknowledgements.js";
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
    const { document, pointer } = change.bundleLocation;
    const [own, inRevision] = [document, revision].map((one): SourcePosition => {
      const { file, line, column } = locatePosition(one, pointer) ?? { file: "", line: 1, column: 1 };
      return { file: relative(process.cwd(), file), line, column };
    }) as [SourcePosition, SourcePosition];
    return { change, accepted: review.accepted.get(change), own, inRevision };
  });
}

/** The number of changes by level, such as "2 breaking, 1 compatible". */
export function countText(changes: readonly Change[]): string {
  const counts = (["breaking", "dangerous", "compatible"] as const).flatMap((level) => {
    const count = changes.filter((change) => change.level === level).length;
    return count > 0 ? [`${count} ${level}`] : [];
  });
  return counts.length === 0 ? "no change" : `${counts.join(", ")} ${changes.length === 1 ? "change" : "changes"}`;
}

/** The versions, and the version that the changes call for. */
export function versionText({ level, versions: { base, revision, suggested } }: ReviewedDiff): string {
  if (level === "none") return `The version is ${revision}.`;
  if (suggested === undefined) return `The version is ${revision}, after ${base}; it is not of the form 1.2.3.`;
  const words = base === revision ? `it is ${revision} still` : `it is ${revision}, after ${base}`;
  return `This calls for version ${suggested} or higher; ${words}.`;
}

/** The location of a change, and the number of other affected operations. */
export function whereText({ where, operations }: Change): string {
  return operations.length > 1 ? `${where} and ${operations.length - 1} more` : where;
}

/** The changes that still need an entry. */
export function openChanges({ changes, accepted }: ReviewedDiff): Change[] {
  return changes.filter((change) => isGrave(change) && !accepted.has(change));
}

/** An entry that acknowledges a change. */
export function entryText({ rule, location, level }: Change, version: string): string {
  const lines = [
    `- version: ${JSON.stringify(version)}`,
    `  rule: ${rule}`,
    `  location: ${JSON.stringify(location)}`,
    `  level: ${level}`,
    "  reason: ...",
  ];
  return lines.join("\n");
}
