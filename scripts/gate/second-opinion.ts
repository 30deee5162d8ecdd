import { relative } from "node:path";
import { diffConfigFile } from "../paths.js";
import { runRedocly } from "../redocly.js";

interface DiffReport {
  changes: {
    verdicts: { impact: string; ruleId: string; message: string; location?: { pointer?: string } }[];
  }[];
}

/**
 * What `redocly diff` calls a major change, a line each.
 *
 * @throws Error if it can't compare the two
 */
export async function majorByRedocly(base: string, revision: string): Promise<string[]> {
  const { stdout, stderr } = await runRedocly(["diff", base, revision, "--config", diffConfigFile, "--format", "json"]);
  if (!stdout.startsWith("{")) {
    throw new Error(`Redocly can't compare ${relative(process.cwd(), revision)} with its base:\n${stderr}`);
  }
  const { changes } = JSON.parse(stdout) as DiffReport;
  const lines = changes.flatMap(({ verdicts }) =>
    verdicts
      .filter(({ impact }) => impact === "major")
      .map(({ ruleId, message, location }) => `${message} (${ruleId}, ${location?.pointer ?? "#/"})`),
  );
  return [...new Set(lines)];
}
