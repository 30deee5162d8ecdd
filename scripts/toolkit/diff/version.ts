import { childOf, type JsonObject } from "../description/index.js";
import type { Level } from "./levels.js";

/** The `info.version` of a description. */
export function versionOf(document: JsonObject): string {
  return String(childOf(document.info, "version") ?? "");
}

/**
 * The lowest version that is high enough after a change: for a breaking one the next major version (the next minor one
 * before 1.0.0, where anything may change), for a dangerous or a compatible one the next minor version.
 *
 * @returns undefined if the version does not have the form 1.2.3
 */
export function nextVersion(version: string, level: Level): string | undefined {
  const [major, minor] = parse(version) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  if (level === "none") return version;
  return level === "breaking" && major > 0 ? `${major + 1}.0.0` : `${major}.${minor + 1}.0`;
}

/** Compares two versions: below zero if the first is lower. Versions of another form are either equal or different. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right) return a === b ? 0 : 1;
  const index = left.findIndex((part, at) => part !== right[at]);
  return (left[index] ?? 0) - (right[index] ?? 0);
}

function parse(version: string): number[] | undefined {
  const [, ...parts] = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+)(?:[-+].*)?)?$/.exec(version) ?? [];
  return parts.length > 0 ? parts.map((part) => Number(part ?? 0)) : undefined;
}
