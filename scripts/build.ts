/** Builds the package into `dist/`, or into the folder that is named. */

import { join, resolve } from "node:path";
import { buildPackage } from "./toolkit/package/index.js";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

const [folder] = process.argv.slice(2);
await runCommand(() => buildPackage(folder === undefined ? join(projectRoot, "dist") : resolve(folder)));
