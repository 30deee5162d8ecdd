/** Builds the package into `dist/`. */
import { join } from "node:path";
import { buildPackage } from "./build-package.js";
import { projectRoot } from "./paths.js";

await buildPackage(join(projectRoot, "dist"));
