import { relative } from "node:path";
import { locatePosition, type SourcePosition } from "../description/index.js";
import type { BundleLocation } from "../diff/index.js";
import { annotation, markdownTable } from "../report/index.js";
import type { Format } from "../support/index.js";
import { type Explained, nameLocation } from "./deviations.js";
import type { Difference } from "./difference.js";
import { locationOf } from "./find-drift.js";
import type { ComparableValue } from "./value.js";

/** What a report says. */
export interface DriftReport extends Explained {
  /** The operations that were compared. */
  operations: readonly string[];
  /** The root document of ours. */
  root: string;
  deviationsFile: string;
}

/** Prints what the comparison has found, with the positions on both sides. */
export function formatDrift(report: DriftReport, format: Format): string {
  if (format === "json") return JSON.stringify(toJson(report), null, 2);
  const { unexplained, stale, explained, operations, notCompared } = report;
  const drift = unexplained.map((one) => ({
    one,
    at: positionOf(one.location),
    title: "drift",
    sentence: sentenceOf(one),
  }));
  const entries = stale.map(({ deviation, location }) => ({
    at: { ...deviation, file: report.deviationsFile },
    title: "deviation",
    sentence: `The deviation is stale: there is no such difference of \`${deviation.what}\` at ${location}.`,
  }));
  if (format === "github") {
    return [...drift, ...entries]
      .map(({ at, title, sentence }) =>
        annotation("error", { ...at, file: relative(process.cwd(), at.file), title }, sentence),
      )
      .join("\n");
  }
  const total = [
    `${count(operations, "operation")} compared: ${count(unexplained, "difference")} without a reason`,
    `${count(explained, "deliberate deviation")}, ${stale.length} stale`,
  ].join(", ");
  const apart = notCompared.map(({ name, deviation }) => `Not compared: ${name}. ${deviation.reason}`);
  if (format === "text") {
    const lines = drift.flatMap(({ one, at, sentence }) => [
      `${display(at)} ${sentence}`,
      `  published at ${display(positionOf(one.publishedLocation))} (#${locationOf(one.publishedLocation).split(/#(.*)/s)[1]})`,
      `  as a deviation: location: ${nameLocation(locationOf(one.owner), report.root)}, what: ${one.what}`,
    ]);
    return [...lines, ...entries.map(({ at, sentence }) => `${display(at)} ${sentence}`), ...apart, total].join("\n");
  }
  const rows = [
    ...drift.map(({ one, at, sentence }) => [display(at), sentence, display(positionOf(one.publishedLocation))]),
    ...entries.map(({ at, sentence }) => [display(at), sentence, "–"]),
  ];
  const table = rows.length > 0 ? ["", ...markdownTable(["Ours", "Difference", "Published"], rows)] : [];
  return ["### Drift from the published description", "", total, ...apart.flatMap((line) => ["", line]), ...table].join(
    "\n",
  );
}

function toJson({ operations, unexplained, stale, explained, notCompared, root }: DriftReport) {
  const toSide = (location: BundleLocation) => {
    const { file, ...position } = positionOf(location);
    return { file: relative(process.cwd(), file), ...position, pointer: `#${locationOf(location).split(/#(.*)/s)[1]}` };
  };
  const toEntry = (one: Difference) => ({
    location: nameLocation(locationOf(one.owner), root),
    what: one.what,
    ours: one.ours,
    published: one.published,
    message: sentenceOf(one),
    at: { ours: toSide(one.location), published: toSide(one.publishedLocation) },
  });
  return {
    operations,
    unexplained: unexplained.map(toEntry),
    stale: stale.map(({ deviation, location }) => ({ location, what: deviation.what, line: deviation.line })),
    explained: explained.map(({ difference, deviation }) => ({ ...toEntry(difference), reason: deviation.reason })),
    notCompared: notCompared.map(({ name, deviation }) => ({ operation: name, reason: deviation.reason })),
  };
}

/** A difference in words. */
function sentenceOf({ what, ours, published }: Difference): string {
  if (ours === undefined)
    return `The published description has the ${what} ${displayValue(published)}, and ours has not.`;
  if (published === undefined) return `The ${what} ${displayValue(ours)} is not in the published description.`;
  return `The ${what} is ${displayValue(ours)}, and ${displayValue(published)} in the published description.`;
}

const displayValue = (value: ComparableValue | undefined): string =>
  Array.isArray(value) ? value.map(displayValue).join(", ") || "nothing" : String(value);

function positionOf({ document, pointer }: BundleLocation): SourcePosition {
  return locatePosition(document, pointer) ?? { file: "", line: 1, column: 1 };
}

const display = ({ file, line, column }: SourcePosition) => `${relative(process.cwd(), file)}:${line}:${column}`;

const count = (list: readonly unknown[], name: string) => `${list.length} ${name}${list.length === 1 ? "" : "s"}`;
