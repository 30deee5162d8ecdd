/**
 * Makes `generated/` from the description, and the table of the lint rules from the rules: `npm run generate`. With
 * `--check` it writes nothing and exits with 1 if a file is stale, missing or surplus. It exits with 2, and names them, if operations can't become methods; with `--leave-out`
 * the client underneath is all that has these.
 */
import { relative, resolve } from "node:path";
import { readBundle } from "./toolkit/description/index.js";
import {
  compareWithFolder,
  type Files,
  generateFiles,
  generateRulesTable,
  rulesFolder,
  writeFolder,
} from "./toolkit/generate/index.js";
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
  const isOurs = given.output === generatedFolder;
  const targets = [
    // Ours holds nothing else; what is in somebody's folder is not ours to remove.
    { files, folder: given.output, isWhole: isOurs },
    ...(isOurs ? [{ files: await generateRulesTable(), folder: rulesFolder, isWhole: false }] : []),
  ];
  for (const target of targets) await settle(target);
});

async function settle({ files, folder, isWhole }: { files: Files; folder: string; isWhole: boolean }): Promise<void> {
  const all = await compareWithFolder(files, folder);
  const differences = all.filter(({ state }) => isWhole || state !== "surplus");
  const name = relative(projectRoot, resolve(folder));
  if (!check) await writeFolder(files, differences, folder);
  for (const { name: file, state } of differences) {
    if (check) console.error(`${name}/${file} is ${state}: run "npm run generate"`);
    else console.log(`${name}/${file} ${state === "surplus" ? "removed" : "written"}`);
  }
  if (differences.length === 0)
    console.log(`${name}/ is up to date (${files.size} ${files.size === 1 ? "file" : "files"})`);
  else if (check) process.exitCode = 1;
}
