/** Compares our description with MongoDB's published one. */

import { descriptionFile, deviationsFile, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "spec:drift",
    help: [
      "Compares our description with MongoDB's published one, of which you have a copy. Exits with 1 for a difference that has no",
      "reason and for a reason without a difference, and with 2 if a file can't be used.",
    ].join("\n"),
    positionals: {
      usage: "<published file>…",
      help: "the published description; several files share the operations",
      type: "file",
      least: 1,
    },
    options: {
      description: { type: "file", default: descriptionFile, help: "the root document of ours" },
      deviations: { type: "file", default: deviationsFile, help: "the reasons" },
    },
    example: "published.json --format markdown",
  },
  async ({ values, positionals }) => {
    const { readBundle } = await import("./toolkit/description/index.js");
    const { driftOutcome, explainDrift, findDrift, readDeviations } = await import("./toolkit/drift/index.js");
    const drift = findDrift(
      readBundle(values.description),
      positionals.map((file) => readBundle(file)),
    );
    const explained = explainDrift(drift, readDeviations(values.deviations));
    return driftOutcome({ ...explained, operations: drift.operations, deviationsFile: values.deviations });
  },
);
