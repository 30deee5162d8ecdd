import { join, relative } from "node:path";
import { readBundle } from "../description/index.js";
import { compareWithFolder, generateFiles } from "../generate/index.js";
import { annotation, countOf, markdownList } from "../report/index.js";
import type { StepResult } from "./step.js";

const ADVICE = 'run "npm run generate"';

/** Checks that the generated files are up to date. */
export async function generatedStep(description: string, folder: string): Promise<StepResult> {
  const files = await generateFiles(readBundle(description));
  const differences = await compareWithFolder(files, folder);
  const passed = differences.length === 0;
  if (passed) return { passed, summary: `${countOf(files.size, "file")} up to date` };
  const stale = differences.map(({ name, state }) => ({ file: join(relative(process.cwd(), folder), name), state }));
  const notes = stale.map(({ file, state }) => `${file} is ${state}`);
  const annotations = stale.map(({ file, state }) =>
    annotation("error", { file, line: 1, column: 1, title: "generated" }, `is ${state}: ${ADVICE}`),
  );
  return {
    ...{ passed, notes, text: notes.join("\n"), annotations: annotations.join("\n") },
    summary: `${countOf(notes.length, "file")} not up to date: ${ADVICE}`,
    markdown: ["## Generated files", "", ...markdownList(notes)].join("\n"),
  };
}
