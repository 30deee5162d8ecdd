/** Builds the pages of the description and the reference of the package. */

import { join, relative } from "node:path";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "docs",
    help: "Builds a page of the description, and beside it the reference of the package. What it needs is installed into a cache.",
    options: { output: { type: "path", default: join(projectRoot, "site"), help: "the folder to write" } },
    example: "--output pages",
  },
  async ({ values: { output }, progress }) => {
    progress.step("building the pages");
    const { buildDocs } = await import("./toolkit/package/index.js");
    await buildDocs(output);
    return { passed: true, verdict: `The pages are built: ${relative(process.cwd(), join(output, "index.html"))}` };
  },
);
