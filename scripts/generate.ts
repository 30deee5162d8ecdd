/**
 * Makes `generated/` from the description: `npm run generate`. With `--check` it writes nothing and exits with 1 if a file
 * is stale, missing or surplus. It exits with 2, and names them, if operations can't become methods; with `--leave-out`
 * the client underneath is all that has these.
 */
import { relative, resolve } from "node:path";
import { readBundle } from "./toolkit/description/index.js";
import { compareWithFolder, generateFiles, writeFolder } from "./toolkit/generate/index.js";
import { descriptionFile, generatedFolder, projectRoot, readArguments, runCommand } from "./toolkit/support/index.js";

const {
  check,
  "leave-out": leaveOut,
  ...given
} = readArguments(
  {
    options: {
      check: { type: "boolean", default: false },
      description: { type: "string", default: descriptionFile },
      output: { type: "string", default: generatedFolder },
      "leave-out": { type: "boolean", default: false },
    },
  },
  "npm run generate -- [--check] [--description <file>] [--output <folder>] [--leave-out]",
) as { check: boolean; description: string; output: string; "leave-out": boolean };

await runCommand(async () => {
  const skip = (key: string, reason: string) => console.error(`left out: ${key}: ${reason}`);
  const files = await generateFiles(readBundle(given.description), leaveOut ? skip : undefined);
  const all = await compareWithFolder(files, given.output);
  // Ours holds nothing else; what is in somebody's folder is not ours to remove.
  const differences = all.filter(({ state }) => given.output === generatedFolder || state !== "surplus");
  const folder = relative(projectRoot, resolve(given.output));

  if (check) {
    for (const { name, state } of differences) console.error(`${folder}/${name} is ${state}: run "npm run generate"`);
    if (differences.length > 0) process.exitCode = 1;
    else console.log(`${folder}/ is what the description says (${files.size} files)`);
  } else {
    await writeFolder(files, differences, given.output);
    for (const { name, state } of differences) {
      console.log(`${folder}/${name} ${state === "surplus" ? "removed" : "written"}`);
    }
    if (differences.length === 0) console.log(`${folder}/ is up to date`);
  }
});
