import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runTsc } from "../../scripts/toolkit/compile/index.js";
import { startMock } from "../../scripts/toolkit/mock/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";

export { FAST_START_FLAGS } from "../../scripts/toolkit/support/index.js";

/** The services that the contract tests share. */
export interface Services {
  /** The URL of the mock. */
  mockUrl: string;
  /** The folder of the compiled commands of `scripts/`. */
  scripts: string;
  stop(): Promise<void>;
}

/** Starts Prism with the committed description on a free port, and compiles the commands that tests run. */
export async function startServices(): Promise<Services> {
  const starting = [startMock(), compileScripts()] as const;
  const [mock, compiled] = starting;
  const stopping = () => [
    mock.then((started) => started.stop()),
    compiled.then((folder) => rm(folder, { recursive: true })),
  ];
  try {
    await Promise.all(starting);
  } catch (error) {
    await Promise.allSettled(stopping());
    throw error;
  }
  return {
    mockUrl: (await mock).url,
    scripts: join(await compiled, "scripts"),
    async stop() {
      await Promise.all(stopping());
    },
  };
}

async function compileScripts(): Promise<string> {
  // In the project, so that they find everything else; not in node_modules, which might be a link to another one.
  const folder = await mkdtemp(join(projectRoot, ".compiled-"));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  const { code, stdout, stderr } = await runTsc([
    "-p",
    join(projectRoot, "scripts", "tsconfig.json"),
    "--outDir",
    folder,
  ]);
  if (code === 0) return folder;
  await rm(folder, { recursive: true });
  throw new Error(`The commands can't be compiled:\n${stdout}${stderr}`);
}
