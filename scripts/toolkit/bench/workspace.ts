import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildPackage, installOnDemand } from "../package/index.js";
import { descriptionFile, outputOf, projectRoot, runRedocly } from "../support/index.js";

/**
 * Builds the package, and the program that calls it, beside the peers, which are installed if necessary.
 *
 * @returns the folder in which the measured processes find the package as its users get it, and the peers; and the program
 * that makes the calls of one client
 * @throws InputError if they can't be built or installed
 */
export async function prepareFolder(): Promise<{ folder: string; worker: string }> {
  const modules = await installOnDemand("bench");
  const folder = dirname(modules);
  await buildPackage(join(projectRoot, "dist"));
  // All checkouts on this machine share the folder, so another checkout may have used it last.
  const link = join(modules, "atlas-tenant-upgrade");
  rmSync(link, { force: true });
  symlinkSync(projectRoot, link, "junction");
  const generated = join(folder, "generated", "redocly.ts");
  mkdirSync(dirname(generated), { recursive: true });
  const args = ["generate-client", descriptionFile, "-o", generated];
  await outputOf(runRedocly(args), "Redocly can't generate its client");
  // In plain JavaScript, so that only the client runs in the measured process.
  const worker = join(dirname(fileURLToPath(import.meta.url)), "worker.ts");
  await build({
    entryPoints: { worker, redocly: generated },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    external: ["./redocly.mjs"],
    packages: "external",
    platform: "node",
    format: "esm",
  });
  return { folder, worker: join(folder, "worker.mjs") };
}
