/** Lints descriptions. */

import { descriptionFile, FORMAT_OPTION, lintConfigFor, runCommand } from "./toolkit/support/index.js";

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
        help: "write .redocly.lint-ignore.yaml, in which all findings are known",
      },
      format: FORMAT_OPTION,
    },
    example: "openapi.yaml --format github",
  },
  async ({ values, positionals }) => {
    const { applyBaseline, checkConfig, lintDescriptions, lintOutcome, writeBaseline } = await import(
      "./toolkit/lint/index.js"
    );
    const files = positionals.length > 0 ? positionals : [descriptionFile];
    const config = values.config ?? lintConfigFor(files[0] ?? "");
    await checkConfig(config);
    const findings = await lintDescriptions(files, { config });
    const read = () => files.map((file, index) => applyBaseline(file, findings[index] ?? []));
    if (values["generate-ignore-file"]) for (const file of files.keys()) writeBaseline(read()[file] as never);
    return lintOutcome(read());
  },
);
