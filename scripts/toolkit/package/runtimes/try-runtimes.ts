import { rmSync } from "node:fs";
import { markdownTable } from "../../report/index.js";
import { InputError } from "../../support/index.js";
import { installOnDemand } from "../on-demand.js";
import { packTarball } from "../tarball.js";
import { tryBrowser } from "./browser.js";
import { tryNext } from "./next.js";
import { tryProcesses } from "./processes.js";
import { tryWorkers } from "./workers.js";
import { createWorkplace, type Outcome, serveAtlas } from "./workplace.js";

const GROUPS = { processes: tryProcesses, workers: tryWorkers, browser: tryBrowser, next: tryNext };

/** The parts that can be tried separately. */
export const RUNTIME_GROUPS = Object.keys(GROUPS) as (keyof typeof GROUPS)[];

/**
 * Tries the packed package in every supported runtime.
 *
 * @throws InputError on a machine that the runtimes don't exist for
 */
export async function* tryRuntimes(groups: readonly (keyof typeof GROUPS)[] = RUNTIME_GROUPS): AsyncGenerator<Outcome> {
  const machine = `${process.platform}-${process.arch}`;
  if (machine !== "linux-x64") throw new InputError(`The runtimes are those of linux-x64, and this is ${machine}`);
  const modules = await installOnDemand("runtimes");
  const { folder } = await packTarball();
  const atlas = await serveAtlas();
  const workplace = createWorkplace(folder, modules, atlas);
  try {
    for (const group of groups) yield* GROUPS[group](workplace);
  } finally {
    await atlas.close();
    // The last programs may still be writing when they are stopped.
    rmSync(workplace.folder, { recursive: true, force: true, maxRetries: 9 });
  }
}

/** The table of results, in Markdown. */
export function showRuntimes(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ runtime, version, how, problem }) => {
    return [runtime, version, how, problem === undefined ? "passes" : "**fails**"];
  });
  return `# Where the package runs

Made by \`npm run test:runtimes\`, which packs the package, installs it, and calls an emulated Atlas with it: named operations,
the client underneath, a service account's token, a deprecation notice, an error, an abort, and what is rejected before anything
is sent. Do not edit.

${markdownTable(["runtime", "version", "how", "result"], rows).join("\n")}
`;
}
