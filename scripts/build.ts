/** Builds the package into `dist/`. */

import { join } from "node:path";
import { buildPackage } from "./build-package.js";
import { projectRoot } from "./paths.js";
import { runCommand } from "./toolkit/support/run-command.js";

await runCommand(() => buildPackage(join(projectRoot, "dist")));
