/**
 * Compares our description with MongoDB's published one, of which you have a copy: `npm run spec:drift -- <file>`, or
 * several files that share the operations. Exits with 1 for a difference that `openapi/deviations.yaml` has no reason
 * for and for a reason without a difference, and with 2 if a file can't be used.
 */
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { refuseArguments } from "./arguments.js";
import { judge, readDeviations } from "./drift/deviations.js";
import { findDrift } from "./drift/find-drift.js";
import { DRIFT_FORMATS, type DriftFormat, formatDrift } from "./drift/format-drift.js";
import { descriptionFile, deviationsFile } from "./paths.js";
import { openDocument, openSource } from "./source/source.js";

const usage = `npm run spec:drift -- <published file>… [--format ${DRIFT_FORMATS.join("|")}] [--description <file>] [--deviations <file>]`;

function readCommandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        format: { type: "string", default: "text" },
        description: { type: "string", default: descriptionFile },
        deviations: { type: "string", default: deviationsFile },
      },
    });
  } catch (error) {
    return refuseArguments((error as Error).message, usage);
  }
}

const { values, positionals } = readCommandLine();
const format = values.format as DriftFormat;
if (!DRIFT_FORMATS.includes(format)) refuseArguments(`There is no format "${format}".`, usage);
if (positionals.length === 0) refuseArguments("Name the file of the published description.", usage);

try {
  for (const file of [...positionals, values.description, values.deviations]) {
    if (!existsSync(file)) throw new Error(`${file} does not exist`);
  }
  const ours = openSource(values.description);
  const deviations = readDeviations(openDocument(values.deviations).root);
  const drift = findDrift(ours, positionals.map(openSource));
  const judged = judge(drift.differences, deviations, ours);
  console.log(formatDrift({ drift, judged, ours, deviationsFile: values.deviations }, format));
  if (judged.unexplained.length + judged.stale.length > 0) process.exitCode = 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}
