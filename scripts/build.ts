/** Builds the package into `dist/`, or into the folder that is named. */

import { join, relative } from "node:path";
import { projectRoot, runCommand } from "./toolkit/support/index.js";

await runCommand(
  {
    name: "build",
    help: "Builds the package. Exits with 2 and what TypeScript says, if it does not compile.",
    options: { output: { type: "path", default: join(projectRoot, "dist"), help: "the folder to write" } },
    example: "--output build",
  },
  async ({ values: { output } }) => {
    const { buildPackage } = await import("./toolkit/package/index.js");
    await buildPackage(output);
    return { passed: true, verdict: `The package is built: ${relative(process.cwd(), output)}/` };
  },
);
