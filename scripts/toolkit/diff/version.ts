import { childOf, type JsonObject } from "../description/index.js";
import type { Level } from "./levels.js";

/** The part of a version that a change calls for. */
export type Bump = "major" | "minor" | "none";

/** The `info.version` of a description. */
export function versionOf(document: JsonObject): string {
  return String(childOf(document.info, "version") ?? "");
}

/**
 * The part of `info.version` that has to be raised: the major one for a breaking change (the minor one before 1.0.0,
 * where anything may change), the minor one for a dangerous or a compatible change.
 */
export function bumpFor(level: Level, version: string): Bump {
  if (level === "none") return "none";
  return level === "breaking" && parse(version)?.[0] !== 0 ? "major" : "minor";
}

/** The lowest version that is high enough after a change; undefined if the version does not have the form 1.2.3. */
export function nextVersion(version: string, level: Level): string | undefined {
  const [major, minor] = parse(version) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const bump = bumpFor(level, version);
  if (bump === "none") return version;
  return bump === "major" ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

/** Compares two versions: below zero if the first is lower. Versions of another form are either equal or different. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) return a === b ? 0 : 1;
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a description's version was raised as much as a change calls for. */
export function isBumped(base: string, revision: string, level: Level): boolean {
  const needed = nextVersion(base, level);
  return needed === undefined ? base !== revision : compareVersions(revision, needed) >= 0;
}

function parse(version: string): [number, number, number] | undefined {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+)(?:[-+].*)?)?$/.exec(version);
  return found ? [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)] : undefined;
}
