/**
 * Compares our description with MongoDB's published one, of which you have a copy: `npm run spec:drift -- <file>`, or
 * several files that share the operations. Exits with 1 for a difference that `openapi/deviations.yaml` has no reason
 * for and for a reason without a difference, and with 2 if a file can't be used.
 */

import { bundle, openDescription } from "./toolkit/description/index.js";
import { DRIFT_FORMATS, explainDrift, findDrift, formatDrift, readDeviations } from "./toolkit/drift/index.js";
import {
  descriptionFile,
  deviationsFile,
  readChoice,
  readCommandLine,
  refuseArguments,
  runCommand,
} from "./toolkit/support/index.js";

const usage = `npm run spec:drift -- <published file>… [--format ${DRIFT_FORMATS.join("|")}] [--description <file>] [--deviations <file>]`;
const { values, positionals } = readCommandLine(
  {
    allowPositionals: true,
    options: {
      format: { type: "string", default: "text" },
      description: { type: "string", default: descriptionFile },
      deviations: { type: "string", default: deviationsFile },
    },
  },
  usage,
);
const format = readChoice("--format", values.format, DRIFT_FORMATS, usage);
if (positionals.length === 0) refuseArguments("Name the file of the published description.", usage);

await runCommand(() => {
  const description = openDescription(values.description);
  const read = (file: string) => bundle(openDescription(file));
  const drift = findDrift(bundle(description), positionals.map(read));
  const explained = explainDrift(drift, readDeviations(values.deviations), description.root.path);
  const report = {
    ...explained,
    operations: drift.operations,
    root: description.root.path,
    deviationsFile: values.deviations,
  };
  console.log(formatDrift(report, format));
  if (explained.unexplained.length + explained.stale.length > 0) process.exitCode = 1;
});
