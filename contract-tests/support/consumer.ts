import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPackage } from "../../scripts/toolkit/compile/index.js";
import { type Finished, projectRoot, runNode } from "../../scripts/toolkit/support/index.js";

/** A project of somebody else's, with the built package among its modules. */
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

/** Builds the package as for publishing, and makes a project that has it installed. */
export async function createConsumer(): Promise<Consumer> {
  const folder = mkdtempSync(join(tmpdir(), "atlas-consumer-"));
  const modules = join(folder, "node_modules");
  const installed = join(modules, "atlas-tenant-upgrade");
  mkdirSync(join(installed, "generated"), { recursive: true });
  cpSync(join(projectRoot, "package.json"), join(installed, "package.json"));
  cpSync(join(projectRoot, "generated", "openapi.json"), join(installed, "generated", "openapi.json"));
  for (const name of ["openapi-fetch", "openapi-typescript-helpers", "smol-toml"]) {
    cpSync(join(projectRoot, "node_modules", name), join(modules, name), { recursive: true });
  }
  await buildPackage(join(installed, "dist"));
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
