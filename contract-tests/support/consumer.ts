import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Finished, projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { runScript, scriptFile } from "./shared.js";

/** A consumer's project, with the built package installed. */
export interface Consumer {
  folder: string;
  /** Writes a script into the project and runs it with plain Node. */
  run(
    name: string,
    source: string,
    more?: { flags?: readonly string[]; args?: readonly string[]; env?: Record<string, string> },
  ): Promise<Finished>;
  remove(): void;
}

/** Makes a project with the package installed, built as for publishing. */
export async function createConsumer(): Promise<Consumer> {
  const folder = mkdtempSync(join(tmpdir(), "atlas-consumer-"));
  const modules = join(folder, "node_modules");
  const installed = join(modules, "atlas-tenant-upgrade");
  mkdirSync(installed, { recursive: true });
  cpSync(join(projectRoot, "package.json"), join(installed, "package.json"));
  for (const name of ["openapi-fetch", "openapi-typescript-helpers", "smol-toml"]) {
    cpSync(join(projectRoot, "node_modules", name), join(modules, name), { recursive: true });
  }
  cpSync(await builtPackage(), join(installed, "dist"), { recursive: true });
  return {
    folder,
    run(name, source, { flags = [], args = [], env = {} } = {}) {
      const file = join(folder, name);
      writeFileSync(file, source);
      return runNode([...flags, file, ...args], folder, env);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

// Built once for all test files, by the first that needs it, beside the compiled commands, which the teardown removes.
async function builtPackage(): Promise<string> {
  const folder = join(dirname(dirname(scriptFile("build"))), "dist");
  if (existsSync(folder)) return folder;
  try {
    mkdirSync(`${folder}-lock`);
  } catch {
    while (!existsSync(folder)) await setTimeout(50);
    return folder;
  }
  const { code, stdout, stderr } = await runScript("build", "--output", `${folder}-new`);
  // Renamed even after a failure, so that no process waits for it; the package is missing then.
  mkdirSync(`${folder}-new`, { recursive: true });
  renameSync(`${folder}-new`, folder);
  if (code !== 0) throw new Error(stdout + stderr);
  return folder;
}
