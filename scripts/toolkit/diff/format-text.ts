import { styleText } from "node:util";
import type { Change } from "./compare.js";
import {
  countText,
  type DiffReport,
  entryText,
  type LocatedChange,
  locateChanges,
  openChanges,
  REPORTED_LEVELS,
  versionText,
  whereText,
} from "./report.js";

const COLOURS = { breaking: "red", dangerous: "yellow", compatible: "green" } as const;
// A screen's worth; the JSON has all.
const MOST_EXAMPLES = 3;

/** The report for a terminal. */
export function formatText(report: DiffReport, colour = false): string {
  const { review: judgement, labels, acknowledgements } = report;
  const paint = (style: Parameters<typeof styleText>[0], text: string) => (colour ? styleText(style, text) : text);
  const head = `${labels.revision} against ${labels.base}: ${countText(judgement.changes)}`;
  const located = locateChanges(report);
  const parts = [paint("bold", head)];
  for (const level of REPORTED_LEVELS) {
    const ofLevel = located.filter(({ change }) => change.level === level);
    if (ofLevel.length === 0) continue;
    parts.push("", paint(["bold", COLOURS[level]], level.toUpperCase()));
    for (const item of ofLevel) parts.push(...describe(item, paint));
  }
  parts.push("", versionText(judgement));
  for (const problem of judgement.problems) parts.push(paint("red", `✗ ${problem}.`));
  const open = openChanges(judgement);
  if (open.length > 0) parts.push("", ...howTo(open, acknowledgements, judgement.versions));
  return parts.join("\n");
}

function describe(
  { change, accepted, own }: LocatedChange,
  paint: (style: Parameters<typeof styleText>[0], text: string) => string,
): string[] {
  const where = `${own.file}:${own.line}:${own.column}`;
  return [
    `  ${accepted ? "✓" : "•"} ${change.what}`,
    paint("dim", `    ${whereText(change)}`),
    paint("dim", `    ${where}  ${change.rule}${change.source === "base" ? ", was at" : " at"} ${change.location}`),
    ...(accepted ? [`    acknowledged: ${accepted.reason}`] : []),
  ];
}

function howTo(
  open: readonly Change[],
  file: string,
  { revision, suggested }: DiffReport["review"]["versions"],
): string[] {
  const shown = open.slice(0, MOST_EXAMPLES);
  const rest = open.length - shown.length;
  return [
    `If a change is meant, raise info.version and say why in ${file}:`,
    ...shown.map((change) => entryText(change, suggested ?? revision)),
    ...(rest > 0 ? [`# and ${rest} more`] : []),
  ];
}
