import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Description } from "../description/index.js";
import type { LintFinding } from "./prepare-for-redocly.js";

// Folders beside the root document that contain only parts of the description.
const FOLDERS = ["paths", "components"];

/** The files in the folders of a description's parts that no reference leads to, so that nothing sees what is in them. */
export function findUnusedFiles({ root, files }: Description): LintFinding[] {
  const home = dirname(root.path);
  const unused = FOLDERS.flatMap((folder) =>
    existsSync(join(home, folder)) ? filesIn(join(home, folder)) : [],
  ).filter((file) => !files.has(file));
  return unused.map((file) => ({
    file: relative(process.cwd(), file),
    line: 1,
    column: 1,
    pointer: "#/",
    rule: "unused-file",
    message: `No reference leads to this file: neither ${relative(home, root.path)} nor a file that it leads to names it.`,
    severity: "error",
  }));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
