import { relative } from "node:path";
import { displayPosition, locate, locatePosition, type SourcePosition } from "../description/index.js";
import type { BundleLocation } from "../diff/index.js";
import { annotation, countOf, markdownTable } from "../report/index.js";
import type { Explained } from "./deviations.js";
import type { ComparableValue, Difference } from "./difference.js";
import { nameOf } from "./find-drift.js";

/** The content of a report. */
export interface DriftReport extends Explained {
  /** The operations that were compared. */
  operations: readonly string[];
  deviationsFile: string;
}

/** How a command ends with the result of the comparison, which has the positions on both sides. */
export function driftOutcome(report: DriftReport) {
  const { unexplained, stale, explained, operations, notCompared } = report;
  const items = [
    ...unexplained.map((one) => ({
      title: "drift",
      at: positionOf(one.location),
      sentence: sentenceOf(one),
      published: displayPosition(positionOf(one.publishedLocation)),
      details: [
        `  published at ${displayPosition(positionOf(one.publishedLocation))} (${pointerOf(one.publishedLocation)})`,
        `  as a deviation: location: ${nameOf(one.owner)}, what: ${one.what}`,
      ],
    })),
    ...stale.map(({ deviation, location }) => ({
      title: "deviation",
      at: { ...deviation, file: report.deviationsFile },
      sentence: `The deviation is stale: no such difference of \`${deviation.what}\` was found at ${location}.`,
      published: "–",
      details: [],
    })),
  ];
  const compared = `${countOf(operations.length, "operation")} compared: ${countOf(unexplained.length, "difference")}`;
  const deliberate = `${countOf(explained.length, "deliberate deviation")}, ${stale.length} stale`;
  const total = `${compared} without a reason, ${deliberate}`;
  const apart = notCompared.map(({ name, deviation }) => `Not compared: ${name}. ${deviation.reason}`);
  const lines = items.flatMap(({ at, sentence, details }) => [`${displayPosition(at)} ${sentence}`, ...details]);
  const rows = items.map(({ at, sentence, published }) => [displayPosition(at), sentence, published]);
  const table = rows.length > 0 ? ["", ...markdownTable(["Ours", "Difference", "Published"], rows)] : [];
  const head = ["### Drift from the published description", "", total, ...apart.flatMap((line) => ["", line])];
  const annotations = items.map(({ at, title, sentence }) =>
    annotation("error", { ...at, file: relative(process.cwd(), at.file), title }, sentence),
  );
  return {
    passed: items.length === 0,
    verdict: `${countOf(unexplained.length, "difference")} without a reason, ${countOf(stale.length, "reason")} without a difference`,
    text: [...lines, ...apart, total].join("\n"),
    json: JSON.stringify(toJson(report), null, 2),
    markdown: [...head, ...table].join("\n"),
    annotations: annotations.join("\n"),
  };
}

function toJson({ operations, unexplained, stale, explained, notCompared }: DriftReport) {
  const toSide = (location: BundleLocation) => {
    const { file, ...position } = positionOf(location);
    return { file: relative(process.cwd(), file), ...position, pointer: pointerOf(location) };
  };
  const toEntry = (one: Difference) => ({
    location: nameOf(one.owner),
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

const pointerOf = ({ document, pointer }: BundleLocation) => `#${locate(document, pointer)?.pointer ?? pointer}`;

/** A difference as a sentence. */
function sentenceOf({ what, ours, published }: Difference): string {
  if (ours === undefined) return `The published description has the ${what} ${displayValue(published)}; ours does not.`;
  if (published === undefined) return `The ${what} ${displayValue(ours)} is not in the published description.`;
  return `The ${what} is ${displayValue(ours)}, and ${displayValue(published)} in the published description.`;
}

const displayValue = (value: ComparableValue | undefined): string =>
  Array.isArray(value) ? value.map(displayValue).join(", ") || "nothing" : String(value);

function positionOf({ document, pointer }: BundleLocation): SourcePosition {
  return locatePosition(document, pointer) ?? { file: "", line: 1, column: 1 };
}
