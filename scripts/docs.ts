/** Builds the pages of the description and the reference of the package into `site/`. */

import { join } from "node:path";
import { buildDocs } from "./toolkit/package/index.js";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(async () => {
  const folder = join(projectRoot, "site");
  await buildDocs(folder);
  console.log(`${join(folder, "index.html")}`);
});
