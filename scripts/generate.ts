/**
 * Makes `generated/` from the description: `npm run generate`.
 * With `--check` it writes nothing and exits with 1 if a file is stale, missing or surplus.
 */

import { relative } from "node:path";
import { readArguments } from "./arguments.js";
import { compareWithFolder, writeFolder } from "./generate/files.js";
import { generateFiles } from "./generate/generate-files.js";
import { descriptionFile, generatedFolder, projectRoot } from "./paths.js";
import { readBundle } from "./toolkit/description/index.js";
import { runCommand } from "./toolkit/support/run-command.js";

const { check } = readArguments(
  { options: { check: { type: "boolean", default: false } } },
  "npm run generate, or npm run generate -- --check",
);

await runCommand(async () => {
  const files = await generateFiles(readBundle(descriptionFile));
  const differences = await compareWithFolder(files, generatedFolder);
  const folder = relative(projectRoot, generatedFolder);

  if (check) {
    for (const { name, state } of differences) console.error(`${folder}/${name} is ${state}: run "npm run generate"`);
    if (differences.length > 0) process.exitCode = 1;
    else console.log(`${folder}/ is what the description says (${files.size} files)`);
  } else {
    await writeFolder(files, differences, generatedFolder);
    for (const { name, state } of differences) {
      console.log(`${folder}/${name} ${state === "surplus" ? "removed" : "written"}`);
    }
    if (differences.length === 0) console.log(`${folder}/ is up to date`);
  }
});
