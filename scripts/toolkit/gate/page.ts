import { writeFileSync } from "node:fs";
import type { GateReport } from "./format-gate.js";

/** Writes the report as a page of one file, which asks for nothing else. */
export function writePage(file: string, report: GateReport): void {
  writeFileSync(file, report.verdict);
}
