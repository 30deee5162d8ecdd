/** Lints descriptions. */

import { descriptionFile, lintConfigFor, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "spec:lint",
    help: `Lints descriptions with Redocly and the rules of openapi/plugins/. What .redocly.lint-ignore.yaml has is
      known. Exits with 1 for errors, and with 2 if a file or the configuration can't be used.`,
    positionals: {
      usage: "[<file>…]",
      help: "root documents of descriptions (default: openapi/openapi.yaml)",
      type: "file",
    },
    options: {
      config: {
        type: "file",
        help: "a configuration of Redocly (default: openapi/redocly-generic.yaml, or redocly.yaml for this project's own)",
      },
      "generate-ignore-file": {
        type: "boolean",
        help: "write all findings to .redocly.lint-ignore.yaml, as known",
      },
    },
    example: "openapi.yaml --format github",
  },
  async ({ values, positionals }) => {
    const { applyBaseline, lintDescriptions, lintOutcome, writeBaseline } = await import("./toolkit/lint/index.js");
    const files = positionals.length > 0 ? positionals : [descriptionFile];
    const linted = await lintDescriptions(files, values.config ?? lintConfigFor(files[0] ?? ""));
    if (values["generate-ignore-file"]) linted.forEach(writeBaseline);
    return lintOutcome(linted.map(applyBaseline));
  },
);
