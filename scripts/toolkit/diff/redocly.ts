import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isObject, type JsonObject } from "../description/index.js";
import { diffConfigFile, inTemporaryFolder, runRedocly } from "../support/index.js";

/** A change as `redocly diff` lists it. */
export interface RedoclyChange {
  typeName: string;
  kind: "added" | "removed" | "modified";
  property?: string;
  verdicts: { ruleId: string; impact: string }[];
  base?: { pointer: string };
  revision?: { pointer: string };
}

const KNOWN = "/known-to-be-breaking";

/**
 * Compares two documents with `redocly diff`. Every run includes one change that is known to be breaking: without its
 * rules the command would pass everything.
 *
 * @throws Error if Redocly can't compare, or misses that change
 */
export function runRedoclyDiff(base: JsonObject, revision: JsonObject): Promise<RedoclyChange[]> {
  return inTemporaryFolder(async (folder) => {
    const files = [base, revision].map((document, index) => {
      const file = join(folder, index === 0 ? "base.json" : "revision.json");
      const known = { [KNOWN]: index === 0 ? { get: { responses: {} } } : {} };
      const paths = isObject(document.paths) ? document.paths : {};
      writeFileSync(file, JSON.stringify({ ...document, paths: { ...paths, ...known } }));
      return file;
    });
    const { stdout, stderr } = await runRedocly(["diff", ...files, "--config", diffConfigFile, "--format", "json"]);
    if (!stdout.startsWith("{")) throw new Error(`redocly diff can't compare: ${stderr}`);
    const { changes } = JSON.parse(stdout) as { changes: RedoclyChange[] };
    const isKnown = ({ base: from }: RedoclyChange) => from?.pointer.startsWith(`#/paths/${KNOWN.replace("/", "~1")}/`);
    if (!changes.some((change) => isKnown(change) && change.verdicts.some(({ impact }) => impact === "major"))) {
      throw new Error(`redocly diff passes a removed operation: its rules are not on (${diffConfigFile})`);
    }
    return changes.filter((change) => !isKnown(change));
  });
}
