import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { outputOf, projectRoot, run } from "../support/index.js";

/**
 * Installs packages that only one command needs, so that `npm ci` does not fetch them for everyone: those of a folder
 * in `on-demand/`, by its lockfile, into the user's cache. Installed packages are kept.
 *
 * @returns the folder of the installed packages, `node_modules`
 * @throws InputError with npm's output, if they can't be installed
 */
export async function installOnDemand(name: string): Promise<string> {
  const source = join(projectRoot, "scripts", "toolkit", "package", "on-demand", name);
  // Not in node_modules: no tool treats a file in it as one of the user's own.
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "atlas-tenant-upgrade", name);
  const modules = join(folder, "node_modules");
  const lockfile = "package-lock.json";
  const wanted = readFileSync(join(source, lockfile), "utf8");
  // Copied last, when everything is installed.
  const installed = join(modules, lockfile);
  if (existsSync(installed) && readFileSync(installed, "utf8") === wanted) return modules;
  mkdirSync(folder, { recursive: true });
  for (const file of ["package.json", lockfile]) cpSync(join(source, file), join(folder, file));
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  await outputOf(run("npm", args, folder), `npm can't install what ${name} needs`);
  cpSync(join(source, lockfile), installed);
  return modules;
}
