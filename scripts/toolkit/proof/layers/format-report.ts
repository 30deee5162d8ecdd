import type { GateReport, Row } from "./report.js";

/** The ways to print a report. */
export const GATE_FORMATS = ["text", "markdown", "json"] as const;

/** One of {@link GATE_FORMATS}. */
export type GateFormat = (typeof GATE_FORMATS)[number];

/** Prints a report: tables and names for a person, or JSON with what saw each mutant. */
export function formatReport(report: GateReport, format: GateFormat): string {
  if (format === "json") return JSON.stringify(report, null, 2);
  return (format === "markdown" ? markdown(report) : text(report)).join("\n");
}

function text(report: GateReport): string[] {
  const { byGroup, byLevel, all } = report.rows;
  const line = (title: string, cells: readonly unknown[]) =>
    `${title.padEnd(13)}${cells.map((cell) => String(cell).padStart(11)).join("")}`;
  const rowLine = ({ title, mutants, seen }: Row) => line(title, [mutants, ...seen]);
  return [
    line("seen by", ["mutants", ...report.layers.map(({ name }) => name)]),
    ...byGroup.map(rowLine),
    "",
    ...byLevel.map(rowLine),
    "",
    rowLine(all),
    line("seconds", ["", ...report.layers.map(({ seconds }) => seconds)]),
    "",
    ...namesOf(report),
    verdictOf(report),
  ];
}

function markdown(report: GateReport): string[] {
  const { byGroup, byLevel, all } = report.rows;
  const line = (cells: readonly unknown[]) => `| ${cells.join(" | ")} |`;
  const rowLine = ({ title, mutants, seen }: Row) => line([title, mutants, ...seen]);
  return [
    "## The gate against mutants",
    "",
    line(["Seen by", "mutants", ...report.layers.map(({ name }) => name)]),
    line(["---", "---:", ...report.layers.map(() => "---:")]),
    ...[...byGroup, ...byLevel, all].map(rowLine),
    line(["seconds", "", ...report.layers.map(({ seconds }) => seconds)]),
    "",
    ...namesOf(report).map((name) => `- ${name}`),
    "",
    verdictOf(report),
  ];
}

function namesOf({ broken, survivors }: GateReport): string[] {
  return [
    ...broken.map(({ layer, mutant, how }) => `BROKEN CLAIM of ${layer}: ${mutant}: ${how}`),
    ...survivors.map((name) => `SURVIVOR: ${name}`),
  ];
}

function verdictOf({ mutants, homeless, broken, survivors, layers }: GateReport): string {
  const without = homeless.length > 0 ? ` (${homeless.length} more changes have no place here)` : "";
  const claims = `${broken.length} claims broken`;
  if (layers.length < 5)
    return `${mutants.length} mutants${without}: ${claims}; survivors are told when all layers run`;
  return `${mutants.length} mutants${without}: ${claims}, ${survivors.length} survivors`;
}
