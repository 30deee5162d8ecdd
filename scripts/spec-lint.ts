/** Lints descriptions. */

import { descriptionFile, FORMAT_OPTION, lintConfigFile, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "spec:lint",
    help: "Lints descriptions with Redocly and the rules of openapi/plugins/. Exits with 1 for errors, and with 2 if a file or the\nconfiguration can't be used.",
    positionals: {
      usage: "[<file>…]",
      help: "root documents of descriptions (default: openapi/openapi.yaml)",
      type: "file",
    },
    options: {
      config: { type: "file", default: lintConfigFile, help: "a configuration of Redocly" },
      format: FORMAT_OPTION,
    },
    example: "openapi.yaml --format github",
  },
  async ({ values: { config }, positionals }) => {
    const { checkConfig, lintDescriptions, lintOutcome } = await import("./toolkit/lint/index.js");
    await checkConfig(config);
    const files = positionals.length > 0 ? positionals : [descriptionFile];
    return lintOutcome((await lintDescriptions(files, { config })).flat());
  },
);
