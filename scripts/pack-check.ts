/** Checks the tarball that would be published. */

import { relative } from "node:path";
import { runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "pack:check",
    help: `Builds and packs the package as for publishing, and checks the tarball: its files, its public types, and
      how projects of all kinds compile that use it. What it needs for that is installed into a cache; where that
      can't be, it says what was not checked. Exits with 1 if a check fails.`,
    options: {
      write: { type: "boolean", help: "write the committed reports instead of comparing with them" },
      all: { type: "boolean", help: "compile with every combination of TypeScript and settings" },
    },
    example: "--write",
  },
  async ({ values: { write, all }, progress }) => {
    const { checkPackage } = await import("./toolkit/package/index.js");
    const { file, checks } = await checkPackage({ write, all, onStep: progress.step });
    const failed = checks.filter(({ problems }) => problems.length > 0);
    const skipped = checks.filter(({ skipped }) => skipped);
    const lines = checks.map(({ title, problems, skipped }) => {
      const state = skipped ? "not checked" : problems.length === 0 ? "passed" : "failed";
      return [`${state}: ${title}`, ...problems.map((problem) => problem.replace(/^/gm, "  "))].join("\n");
    });
    const count = `${checks.length - failed.length - skipped.length} of ${checks.length} checks passed`;
    const left = skipped.length > 0 ? `, ${skipped.length} could not be made` : "";
    return {
      passed: failed.length === 0,
      verdict: `${relative(process.cwd(), file)}: ${count}${left}`,
      text: lines.join("\n"),
    };
  },
);
