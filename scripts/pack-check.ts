/** Builds and packs the package as for publishing, and checks the tarball. With `--update` the committed reports are written. */

import { checkPackage } from "./toolkit/package/index.js";
import { readArguments, runCommand } from "./toolkit/support/index.js";

const options = { update: { type: "boolean", default: false }, all: { type: "boolean", default: false } } as const;
const chosen = readArguments({ options }, "npm run pack:check -- [--update] [--all]");

await runCommand(async () => {
  const checks = checkPackage(chosen);
  let next = await checks.next();
  for (; !next.done; next = await checks.next()) {
    const { title, problems } = next.value;
    console.log(`${problems.length === 0 ? "passed" : "FAILED"}: ${title}`);
    for (const problem of problems) console.error(problem.replace(/^/gm, "  "));
    if (problems.length > 0) process.exitCode = 1;
  }
  console.log(`The tarball: ${next.value}`);
});
