import { LAYERS } from "./layer.js";
import type { GateReport, Row } from "./report.js";

/** Prints a report: tables, and the names of what should not be. */
export function formatReport(report: GateReport): string {
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
  ].join("\n");
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
  if (layers.length < LAYERS.length) return `${mutants.length} mutants${without}: ${claims}`;
  return `${mutants.length} mutants${without}: ${claims}, ${survivors.length} survivors`;
}
