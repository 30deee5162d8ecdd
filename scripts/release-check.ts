/** Checks whether a tag may become a release: what it names, and what a release must have that a commit need not. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { releaseProblems } from "./toolkit/package/index.js";
import { projectRoot, refuseArguments, runCommand } from "./toolkit/support/index.js";

const [tag, ...more] = process.argv.slice(2);
if (tag === undefined || more.length > 0) refuseArguments("Name one tag", "npm run release:check -- v1.2.3");

await runCommand(() => {
  const read = (name: string) => readFileSync(join(projectRoot, name), "utf8");
  const problems = releaseProblems(tag ?? "", JSON.parse(read("package.json")), read("CHANGELOG.md"));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
});
