import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { outputOf, projectRoot, run } from "../support/index.js";
import { buildPackage } from "./build-package.js";

/**
 * Builds and packs the package into an ignored folder in `node_modules`, where it is unpacked too.
 *
 * @returns the tarball, the folder that it was unpacked to, and its files with their sizes in bytes
 * @throws InputError if it can't be built or packed
 */
export async function packTarball() {
  await buildPackage(join(projectRoot, "dist"));
  const target = join(projectRoot, "node_modules", ".cache", "packed");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  // Without its scripts: one of them would build a second time.
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", target];
  const [packed] = JSON.parse(await outputOf(run("npm", args), "npm can't pack the package"));
  const file = join(target, packed.filename);
  await outputOf(run("tar", ["-xzf", file, "-C", target]), "The package can't be unpacked");
  const sizes = packed.files.map(({ path, size }: { path: string; size: number }) => [path, size]);
  return { file, folder: join(target, "package"), sizes: new Map<string, number>(sizes) };
}

/** Installs a packed package into a folder of modules, with its runtime dependencies. */
export function install(packed: string, modules: string): void {
  cpSync(packed, join(modules, "atlas-tenant-upgrade"), { recursive: true });
  for (const name of ["openapi-fetch", "openapi-typescript-helpers", "smol-toml"]) {
    cpSync(join(projectRoot, "node_modules", name), join(modules, name), { recursive: true });
  }
}
