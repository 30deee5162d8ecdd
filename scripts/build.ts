/** Builds the package into `dist/`. */

import { join } from "node:path";
import { buildPackage } from "./toolkit/compile/index.js";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(() => buildPackage(join(projectRoot, "dist")));
