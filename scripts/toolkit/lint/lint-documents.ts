import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LintOptions, runLint } from "./lint-description.js";
import type { LintFinding } from "./prepare-for-redocly.js";

/**
 * Lints bundled documents in memory, all in one run, broken ones too; the findings are in their order.
 *
 * @throws Error as {@link runLint} does
 */
export async function lintDocuments(
  documents: readonly unknown[],
  options: LintOptions = {},
): Promise<LintFinding[][]> {
  const folder = await mkdtemp(join(tmpdir(), "atlas-lint-"));
  try {
    const files = documents.map((_, index) => join(folder, `${index}.json`));
    await Promise.all(documents.map((copy, index) => writeFile(files[index] ?? "", JSON.stringify(copy, null, 2))));
    return await runLint(files, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
