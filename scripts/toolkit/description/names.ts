import type { Description, DocumentLocation } from "./document.js";
import { childKind, type Kind, SECTIONS } from "./grammar.js";
import { childOf, encodePointer } from "./json.js";
import { isReference } from "./references.js";

/** What identifies a location as an object of a kind. */
export function keyOf({ file, path }: DocumentLocation, kind: Kind): string {
  return `${kind} ${file.path}#${encodePointer(path)}`;
}

/** The reference to a path of a bundle. */
export const toRef = (path: readonly string[]) => `#${encodePointer(path).replaceAll("%", "%25")}`;

/**
 * Whether a bundle has an object where the description has it: it is in the root document, at a location whose kind the
 * grammar knows.
 */
export function isInPlace({ root, jsonSchema }: Description, { file, path }: DocumentLocation, kind: Kind): boolean {
  if (file !== root) return false;
  let found: Kind = "document";
  let value: unknown = root.value;
  for (const key of path) {
    if (isReference(value) && (!SECTIONS[found] || !jsonSchema)) return false;
    found = Array.isArray(value) ? found.replace(/^list:/, "") : childKind(found, key);
    value = childOf(value, key);
  }
  return found === kind;
}

/** A name for a component: as much of the end of its path as no other has, or else with a number. */
export function freeName({ file, path }: DocumentLocation, isTaken: (name: string) => boolean): string {
  const fileName = file.path.replace(/^.*[/\\]/, "").replace(/\.[^.]+$/, "");
  const parts = (path.length > 0 ? path : [fileName]).map((part) => part.replaceAll(/[^\w.-]+/g, "-"));
  const names = parts.map((_, index) => parts.slice(parts.length - 1 - index).join("-"));
  const whole = names.at(-1);
  for (let count = 2; names.every(isTaken); count += 1) names.push(`${whole}-${count}`);
  return names.find((name) => !isTaken(name)) ?? "";
}
