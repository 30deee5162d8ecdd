import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { readEntries } from "../description/index.js";
import type { Change, DiffResult } from "./compare.js";
import { compareVersions, nextVersion } from "./version.js";

/** An intended change, and its reason. */
export interface Acknowledgement {
  /** The `info.version` that introduces the change. */
  version: string;
  rule: string;
  location: string;
  level: "dangerous" | "breaking";
  reason: string;
}

/**
 * A comparison checked against the acknowledgements: the changes, the accepted ones, and the reasons to fail the gate.
 */
export interface ReviewedDiff extends DiffResult {
  accepted: ReadonlyMap<Change, Acknowledgement>;
  /** The dangerous and breaking changes that are not acknowledged. */
  open: readonly Change[];
  /** Reasons to fail, as sentences; empty if the gate passes. */
  problems: string[];
  versions: { base: string; revision: string; suggested: string | undefined };
}

const KEYS = ["version", "rule", "location", "level", "reason"] as const;

/** The file beside a description in which changes are acknowledged. */
export function acknowledgementFile(description: string): string {
  return join(dirname(description), "acknowledged-changes.yaml");
}

/**
 * Reads the acknowledgements of a description; none if there is no file.
 *
 * @throws DescriptionError that says what is wrong with the file
 */
export function readAcknowledgements(file: string): Acknowledgement[] {
  if (!existsSync(file)) return [];
  return readEntries(file, KEYS).map(({ entry, problem }) => {
    for (const key of KEYS) {
      const value = entry[key];
      if (typeof value !== "string" || value.trim() === "") throw problem(`needs a \`${key}\`, as a string`);
    }
    if (/^[\s.…]*$/.test(String(entry.reason))) throw problem(`needs a reason in words, not "${entry.reason}"`);
    if (!["dangerous", "breaking"].includes(String(entry.level))) {
      throw problem(`has the level \`${entry.level}\`; only dangerous and breaking changes are acknowledged`);
    }
    return entry as unknown as Acknowledgement;
  });
}

/**
 * Checks changes against the acknowledgements. An entry belongs to the version that it names. Until the base reaches
 * that version, the entry must match a change, or it is stale. After that it may stay in the file, but accepts nothing.
 */
export function reviewChanges(
  { level, changes }: DiffResult,
  entries: readonly Acknowledgement[],
  base: string,
  revision: string,
): ReviewedDiff {
  const accepted = new Map<Change, Acknowledgement>();
  const problems: string[] = [];
  const current = entries.filter(({ version }) => compareVersions(version, base) > 0);
  for (const entry of current) {
    const name = `The acknowledgement of ${entry.rule} at ${entry.location} for ${entry.version}`;
    if (entry.version !== revision) {
      problems.push(`${name} is for another version than the description's, ${revision}`);
      continue;
    }
    const matched = changes.filter(
      (change) => change.rule === entry.rule && change.location === entry.location && change.level === entry.level,
    );
    for (const change of matched) accepted.set(change, entry);
    if (matched.length === 0) problems.push(`${name} is stale: no such ${entry.level} change was found`);
  }
  const open = changes.filter((change) => change.level !== "compatible" && !accepted.has(change));
  for (const severe of ["breaking", "dangerous"] as const) {
    const count = open.filter((change) => change.level === severe).length;
    if (count > 0) problems.push(`${count} ${severe} ${count === 1 ? "change is" : "changes are"} not acknowledged`);
  }
  // The most severe change comes first.
  const highestAccepted = changes.find((change) => accepted.has(change))?.level ?? "none";
  const needed = nextVersion(base, highestAccepted);
  const isTooLow = needed === undefined ? base === revision : compareVersions(revision, needed) < 0;
  if (highestAccepted !== "none" && isTooLow) {
    const version = needed === undefined ? "another version" : `version ${needed} or higher`;
    problems.push(`A ${highestAccepted} change calls for ${version}: the description has ${revision}, after ${base}`);
  }
  return {
    level,
    changes,
    accepted,
    open,
    problems,
    versions: { base, revision, suggested: nextVersion(base, level) },
  };
}
