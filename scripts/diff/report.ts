import { dirname, join, relative } from "node:path";
import type { Position } from "../source/positions.js";
import type { Acknowledgement, Judgement } from "./acknowledgements.js";
import { isGrave } from "./acknowledgements.js";
import type { Change, Level } from "./change.js";
import { locate } from "./locate.js";

/** What a report is made of. */
export interface Report {
  judgement: Judgement;
  /** The root documents, and how to name them. */
  base: { file: string; label: string };
  revision: { file: string; label: string };
  /** The file that acknowledgements go into. */
  acknowledgements: string;
}

/** A change with its file and line in the source. */
export interface Located extends Position {
  change: Change;
  /** The file as it is from here. */
  file: string;
  accepted: Acknowledgement | undefined;
}

/** The changes of a report with their places in the revision's files; what was removed is placed at what was around it. */
export function locateChanges({ judgement, base, revision }: Report): Located[] {
  return judgement.changes.map((change) => {
    const inRevision = join(dirname(revision.file), relative(dirname(base.file), change.place.file));
    const file = change.source === "base" ? inRevision : change.place.file;
    const position = locate(file, change.place.pointer);
    return { change, file: relative(process.cwd(), file), ...position, accepted: judgement.accepted.get(change) };
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
export function versionText({ level, versions: { base, revision, suggested } }: Judgement): string {
  if (level === "none") return `The version is ${revision}.`;
  if (suggested === undefined) return `The version is ${revision}, after ${base}; it is not of the form 1.2.3.`;
  const words = base === revision ? `it is ${revision} still` : `it is ${revision}, after ${base}`;
  return `This calls for version ${suggested} or higher; ${words}.`;
}

/** Where a change is, and how many more operations it reaches. */
export function whereText({ where, operations }: Change): string {
  return operations.length > 1 ? `${where} and ${operations.length - 1} more` : where;
}

/** An entry that would acknowledge a change. */
export function entryText(change: Change, version: string): string {
  const text = (value: string) => JSON.stringify(value);
  return [
    `- version: ${text(version)}`,
    `  rule: ${change.rule}`,
    `  location: ${text(change.location)}`,
    `  level: ${change.level}`,
    "  reason: ...",
  ].join("\n");
}

/** The changes that still need an entry. */
export function openChanges({ changes, accepted }: Judgement): Change[] {
  return changes.filter((change) => isGrave(change) && !accepted.has(change));
}

/** The levels that have changes, the gravest first. */
export const REPORTED_LEVELS: Exclude<Level, "none">[] = ["breaking", "dangerous", "compatible"];
