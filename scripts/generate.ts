/** Makes `generated/` from the description. */

import { join, relative } from "node:path";
import { countOf } from "./toolkit/report/index.js";
import { descriptionFile, generatedFolder, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "generate",
    help: `Makes the bundle, the types and the operations of a client from a description. With --check it writes
      nothing and exits with 1 if a file is stale, missing or surplus. Exits with 2, and names them, if operations
      can't become methods.`,
    options: {
      check: { type: "boolean", help: "only compare" },
      description: { type: "file", default: descriptionFile, help: "the root document" },
      output: { type: "path", default: generatedFolder, help: "the folder of the files" },
      "leave-out": { type: "boolean", help: "leave operations that can't become methods to the client underneath" },
    },
    example: "--description openapi.yaml --output src/generated",
  },
  async ({ values: { check, description, output, "leave-out": leaveOut } }) => {
    const { readBundle } = await import("./toolkit/description/index.js");
    const { compareWithFolder, generateFiles, generateRulesTable, rulesFolder, writeFolder } = await import(
      "./toolkit/generate/index.js"
    );
    const skip = (key: string, reason: string) => console.error(`left out: ${key}: ${reason}`);
    const files = await generateFiles(readBundle(description), leaveOut ? skip : undefined);
    const isOurs = output === generatedFolder;
    // Our folder holds nothing else; files in another folder are not ours to remove.
    const targets = [{ files, folder: output, isWhole: isOurs }];
    if (isOurs) targets.push({ files: await generateRulesTable(), folder: rulesFolder, isWhole: false });
    const lines: string[] = [];
    for (const { files, folder, isWhole } of targets) {
      const all = await compareWithFolder(files, folder);
      const differences = all.filter(({ state }) => isWhole || state !== "surplus");
      if (!check) await writeFolder(files, differences, folder);
      const done = (state: string) => (check ? `is ${state}` : state === "surplus" ? "removed" : "written");
      for (const { name, state } of differences)
        lines.push(`${join(relative(process.cwd(), folder), name)} ${done(state)}`);
    }
    const text = lines.join("\n");
    const folder = relative(process.cwd(), output) || ".";
    if (check && lines.length > 0)
      return { passed: false, verdict: `${folder}/ is stale: run "npm run generate"`, text };
    return {
      passed: true,
      verdict: `${folder}/ is up to date (${countOf(files.size, "file")})`,
      text,
    };
  },
);
