import type { Finding } from "../change.js";
import type { Marks } from "./values.js";

// Each number of the first format is one of the second.
const WIDER_FORMATS: Record<string, string> = { int32: "int64", float: "double" };

/** Whether a value of one format always has another. */
export const formatImplies = (format: string, other: string) => WIDER_FORMATS[format] === other;

/** Whether a multiple of one number is always one of another. */
export function multipleImplies(multiple: string, other: string): boolean {
  const ratio = Number(multiple) / Number(other);
  return Math.abs(ratio - Math.round(ratio)) < 1e-9 && Math.round(ratio) > 0;
}

/** Compares a keyword whose values can be told apart but not weighed, such as `pattern`. */
export function compareMarks(
  keyword: string,
  base: Marks,
  revision: Marks,
  add: (finding: Finding) => void,
  implies: (value: string, other: string) => boolean = () => false,
): void {
  const gone = [...base].filter(([value]) => !revision.has(value));
  const fresh = [...revision].filter(([value]) => !base.has(value));
  const lost = gone.filter(([value]) => ![...revision.keys()].some((other) => implies(other, value)));
  const gained = fresh.filter(([value]) => ![...base.keys()].some((other) => implies(other, value)));
  const [[before, formerPlace] = ["", undefined]] = gone;
  const [[after, place] = ["", undefined]] = fresh;
  if (place) {
    const effect = gained.length === 0 ? "widened" : lost.length === 0 ? "narrowed" : "both";
    const words = formerPlace ? `changed from \`${before}\` to \`${after}\`` : `was set to \`${after}\``;
    add({ rule: "constraint-changed", message: `\`${keyword}\` ${words}`, place, source: "revision", effect });
  } else if (formerPlace) {
    const message = `\`${keyword}\` (\`${before}\`) was removed`;
    // What another value of the keyword still says is not lost.
    if (lost.length > 0) {
      add({ rule: "constraint-changed", message, place: formerPlace, source: "base", effect: "widened" });
    }
  }
}
