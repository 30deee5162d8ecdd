import { relative } from "node:path";
import { type JsonObject, locatePosition, type SourcePosition } from "../description/index.js";
import { type Acknowledgement, isGrave, type ReviewedDiff } from "./acknowledgements.js";
import type { Change } from "./compare.js";

/** What a report is made of. */
export interface DiffReport {
  review: ReviewedDiff;
  /** How the two descriptions are named. */
  labels: { base: string; revision: string };
  /** The revision's bundle. */
  revision: JsonObject;
  /** The file that acknowledgements go into. */
  acknowledgements: string;
}

/** A change with where it is in the sources. */
export interface LocatedChange {
  change: Change;
  accepted: Acknowledgement | undefined;
  /** In the description that has it, its file as it is called from here: what was removed is in the base. */
  own: SourcePosition;
  /** In the revision: what was removed is where the part around it is. */
  inRevision: SourcePosition;
}

/** The changes of a report with their locations in the files. */
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

/** Counts in words, such as "2 breaking, 1 compatible". */
export function countText(changes: readonly Change[]): string {
  const counts = (["breaking", "dangerous", "compatible"] as const).flatMap((level) => {
    const count = changes.filter((change) => change.level === level).length;
    return count > 0 ? [`${count} ${level}`] : [];
  });
  return counts.length === 0 ? "no change" : `${counts.join(", ")} ${changes.length === 1 ? "change" : "changes"}`;
}

/** What the versions are, and which one the changes call for. */
export function versionText({ level, versions: { base, revision, suggested } }: ReviewedDiff): string {
  if (level === "none") return `The version is ${revision}.`;
  if (suggested === undefined) return `The version is ${revision}, after ${base}; it is not of the form 1.2.3.`;
  const words = base === revision ? `it is ${revision} still` : `it is ${revision}, after ${base}`;
  return `This calls for version ${suggested} or higher; ${words}.`;
}

/** Where a change is, and how many more operations it reaches. */
export function whereText({ where, operations }: Change): string {
  return operations.length > 1 ? `${where} and ${operations.length - 1} more` : where;
}

/** The changes that still need an entry. */
export function openChanges({ changes, accepted }: ReviewedDiff): Change[] {
  return changes.filter((change) => isGrave(change) && !accepted.has(change));
}

/** An entry that would acknowledge a change. */
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
