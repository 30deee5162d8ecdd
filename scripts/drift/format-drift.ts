import { relative } from "node:path";
import { annotation } from "../annotation.js";
import { describe, type Place, type Source } from "../source/source.js";
import { type Deviation, type Judged, placeName } from "./deviations.js";
import type { Difference, Told } from "./difference.js";
import type { Drift } from "./find-drift.js";

/** The ways to print drift. */
export const DRIFT_FORMATS = ["text", "json", "markdown", "github"] as const;

/** One of {@link DRIFT_FORMATS}. */
export type DriftFormat = (typeof DRIFT_FORMATS)[number];

interface Report {
  drift: Drift;
  judged: Judged;
  ours: Source;
  deviationsFile: string;
}

/** Prints what the comparison has found, with the places on both sides. */
export function formatDrift(report: Report, format: DriftFormat): string {
  const { judged, drift } = report;
  if (format === "json") return JSON.stringify(toJson(report), null, 2);
  if (format === "github") {
    return [
      ...judged.unexplained.map((one) => annotation("error", { ...spot(here(one)), title: "drift" }, sentence(one))),
      ...judged.stale.map(({ deviation, place }) =>
        annotation("error", { ...entrySpot(report, deviation), title: "deviation" }, staleSentence(deviation, place)),
      ),
    ].join("\n");
  }
  const { unexplained, stale, explained } = judged;
  const count = (list: readonly unknown[], name: string) => `${list.length} ${name}${list.length === 1 ? "" : "s"}`;
  const total = `${count(drift.operations, "operation")} compared: ${count(unexplained, "difference")} without a reason, ${count(explained, "deliberate deviation")}, ${stale.length} stale`;
  return format === "text" ? toText(report, total) : toMarkdown(report, total);
}

function toText(report: Report, total: string): string {
  const lines = report.judged.unexplained.flatMap((one) => [
    `${place(here(one))} ${sentence(one)}`,
    `  published at ${place(one.publishedPlace)} (${describe({ ...one.publishedPlace, file: "" })})`,
    `  as a deviation: place: ${placeName(one.place, report.ours)}, what: ${one.what}`,
  ]);
  const stale = report.judged.stale.map(({ deviation, place: name }) => {
    const { file, line, column } = entrySpot(report, deviation);
    return `${file}:${line}:${column} ${staleSentence(deviation, name)}`;
  });
  return [...lines, ...stale, total].join("\n");
}

function toMarkdown(report: Report, total: string): string {
  const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const rows = [
    ...report.judged.unexplained.map((one) => [place(here(one)), sentence(one), place(one.publishedPlace)]),
    ...report.judged.stale.map(({ deviation, place: name }) => {
      const { file, line, column } = entrySpot(report, deviation);
      return [`${file}:${line}:${column}`, staleSentence(deviation, name), "–"];
    }),
  ];
  const table = rows.map((row) => `| ${row.map(cell).join(" | ")} |`);
  const head = ["| Ours | Difference | Published |", "| --- | --- | --- |"];
  return [
    "### Drift from the published description",
    "",
    total,
    ...(rows.length > 0 ? ["", ...head, ...table] : []),
  ].join("\n");
}

function toJson({ drift, judged, ours }: Report) {
  const toSide = (one: Place) => ({ ...spot(one), pointer: describe({ ...one, file: "" }) });
  const toEntry = (one: Difference) => ({
    place: placeName(one.place, ours),
    what: one.what,
    ours: one.ours,
    published: one.published,
    message: sentence(one),
    at: { ours: toSide(here(one)), published: toSide(one.publishedPlace) },
  });
  return {
    operations: drift.operations,
    unexplained: judged.unexplained.map(toEntry),
    stale: judged.stale.map(({ deviation, place: name }) => ({
      place: name,
      what: deviation.what,
      line: deviation.line,
    })),
    explained: judged.explained.map(({ difference, deviation }) => ({
      ...toEntry(difference),
      reason: deviation.reason,
    })),
  };
}

const here = ({ keyword, place: owner }: Difference) => keyword ?? owner;

/** A difference in words. */
function sentence({ what, ours, published }: Difference): string {
  if (ours === undefined) return `The published description has the ${what} ${say(published)}, and ours has not.`;
  if (published === undefined) return `The ${what} ${say(ours)} is not in the published description.`;
  return `The ${what} is ${say(ours)}, and ${say(published)} in the published description.`;
}

const staleSentence = ({ what }: Deviation, name: string) =>
  `The deviation is stale: there is no such difference of the ${what} at ${name}.`;

const say = (value: Told | undefined): string =>
  Array.isArray(value) ? value.map(say).join(", ") || "nothing" : String(value);

function spot(one: Place): { file: string; line: number; column: number } {
  return { file: relative(process.cwd(), one.file), ...one.source.locate(one) };
}

const entrySpot = ({ deviationsFile }: Report, { line, column }: Deviation) => ({
  file: relative(process.cwd(), deviationsFile),
  line,
  column,
});

function place(one: Place): string {
  const { file, line, column } = spot(one);
  return `${file}:${line}:${column}`;
}
