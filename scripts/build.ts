/** Builds the package into `dist/`. */

import { join } from "node:path";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "build",
    help: "Builds the package into dist/. Exits with 2 and what TypeScript says, if it does not compile.",
    options: {},
    example: "",
  },
  async () => {
    const { buildPackage } = await import("./toolkit/compile/index.js");
    await buildPackage(join(projectRoot, "dist"));
    return { passed: true, verdict: "The package is built: dist/" };
  },
);
