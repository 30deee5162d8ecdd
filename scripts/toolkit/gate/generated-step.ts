import { relative } from "node:path";
import { readBundle } from "../description/index.js";
import { compareWithFolder, generateFiles } from "../generate/index.js";
import { annotation, markdownList } from "../report/index.js";
import type { Step } from "./step.js";

/** Checks that the generated files are what the description says. */
export function generatedStep(description: string, folder: string): Step {
  return {
    name: "generated",
    run: async () => {
      const files = await generateFiles(readBundle(description));
      const differences = await compareWithFolder(files, folder);
      if (differences.length === 0)
        return { passed: true, summary: `${files.size} files are what the description says` };
      const lines = differences.map(({ name, state }) => `${relative(process.cwd(), folder)}/${name} is ${state}`);
      return {
        passed: false,
        summary: `${lines.length} of the files differ: run "npm run generate"`,
        text: lines.join("\n"),
        notes: lines,
        markdown: ["## Generated files", "", ...markdownList(lines)].join("\n"),
        annotations: differences
          .map(({ name, state }) => {
            const location = {
              file: relative(process.cwd(), `${folder}/${name}`),
              line: 1,
              column: 1,
              title: "generated",
            };
            return annotation("error", location, `is ${state}: run "npm run generate"`);
          })
          .join("\n"),
      };
    },
  };
}
