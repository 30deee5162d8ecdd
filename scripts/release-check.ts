/** Checks whether a tag may become a release. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { git, InputError, projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "release:check",
    help: "Checks whether a tag may become a release: its version, the changelog, and what the documents and package.json of a published package say.",
    positionals: { usage: "<tag>", help: "the tag of the release", type: "string", least: 1, most: 1 },
    options: {},
    example: "v1.2.3",
  },
  async ({ positionals: [tag = ""] }) => {
    const { releaseProblems } = await import("./toolkit/package/index.js");
    const read = (name: string) => readFileSync(join(projectRoot, name), "utf8");
    const paths = git(projectRoot, ["ls-files", "*.md"])?.split("\n");
    if (!paths) throw new InputError("The documents can't be listed: this is not a git repository");
    const documents = new Map(paths.map((path) => [path, read(path)]));
    const problems = releaseProblems(tag, JSON.parse(read("package.json")), read("CHANGELOG.md"), documents);
    return {
      passed: problems.length === 0,
      verdict: problems.length === 0 ? `${tag} may be released` : `${tag} can't be released`,
      text: problems.join("\n"),
    };
  },
);
