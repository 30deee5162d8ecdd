import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildPackage } from "../package/index.js";
import { projectRoot } from "../support/index.js";

/** Where the measured processes find the package as its users get it, and the peers. */
export interface Workspace {
  readonly folder: string;
  /** The program that makes the calls of one client. */
  readonly worker: string;
}

/** Builds the package and puts it, with what it is compared to, into a folder of its own. */
export async function prepareFolder(): Promise<Workspace> {
  const folder = join(projectRoot, ".bench");
  const modules = join(folder, "node_modules");
  mkdirSync(modules, { recursive: true });
  await buildPackage(join(projectRoot, "dist"));
  link(projectRoot, join(modules, "atlas-tenant-upgrade"));
  link(join(projectRoot, "node_modules", "openapi-fetch"), join(modules, "openapi-fetch"));
  const worker = join(folder, "worker.mjs");
  // In plain JavaScript, so that nothing but the client runs in the measured process.
  await build({
    entryPoints: [join(dirname(fileURLToPath(import.meta.url)), "worker.ts")],
    outfile: worker,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
  });
  return { folder, worker };
}

function link(target: string, path: string): void {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path, "junction");
}
