/** Checks whether a tag may become a release. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "release:check",
    help: "Checks whether a tag may become a release: its version, the changelog, and what a published package must say.",
    positionals: { usage: "<tag>", help: "the tag of the release", type: "string", least: 1, most: 1 },
    options: {},
    example: "v1.2.3",
  },
  async ({ positionals: [tag = ""] }) => {
    const { releaseProblems } = await import("./toolkit/package/index.js");
    const read = (name: string) => readFileSync(join(projectRoot, name), "utf8");
    const problems = releaseProblems(tag, JSON.parse(read("package.json")), read("CHANGELOG.md"));
    return {
      passed: problems.length === 0,
      verdict: problems.length === 0 ? `${tag} may be released` : `${tag} can't be released`,
      text: problems.join("\n"),
    };
  },
);
