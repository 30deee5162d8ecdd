import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Progress, projectRoot, runNode } from "../support/index.js";
import { compileConsumers } from "./consumers.js";
import { compareContents, listContents } from "./contents.js";
import { installOnDemand } from "./on-demand.js";
import { readSurface, showSurface } from "./surface.js";
import { packTarball } from "./tarball.js";

const reports = join(projectRoot, "contract-tests", "package", "reports");
const WRITE = "npm run pack:check -- --write";

/** The finding of one check of the package, if there is one. */
interface PackageCheck {
  title: string;
  problems: readonly string[];
  /** The check could not run here. */
  skipped?: true;
}

/**
 * Checks the tarball that would be published: its files, its resolution, its exports, and whether projects of all kinds
 * that use it compile.
 *
 * @param options - `write` writes the committed reports instead of comparing with them; `all` compiles with every
 * combination of TypeScript and settings
 */
export async function checkPackage(options: { write: boolean; all: boolean; onStep: Progress["step"] }) {
  const { write, all, onStep } = options;
  onStep("packing");
  const { file, folder, sizes } = await packTarball();
  const surface = readSurface(folder);
  const written = { "files.txt": listContents(sizes), "surface.md": showSurface(surface) };
  if (write) for (const [name, text] of Object.entries(written)) writeFileSync(join(reports, name), text);
  const isSame = readReport("surface.md") === written["surface.md"];
  const changed = `They differ from ${relative(projectRoot, join(reports, "surface.md"))}. If that is intended: ${WRITE}, and read the diff`;
  const checks: PackageCheck[] = [
    { title: `files (${sizes.size})`, problems: compareContents(sizes, readReport("files.txt")) },
    { title: "public types", problems: isSame ? [] : [changed] },
    { title: "exports of all types that signatures name", problems: surface.problems },
  ];
  onStep("installing compilers");
  const compilers = await installOnDemand("compilers").catch((error: Error) => error);
  if (compilers instanceof Error) {
    const title = `publint, are-the-types-wrong, compilation: ${compilers.message}`;
    return { file, checks: [...checks, { title, problems: [], skipped: true }] };
  }
  for (const [title, ...args] of [
    ["publint", join(compilers, "publint", "src", "cli.js"), "run", "--strict", file],
    ["are-the-types-wrong", join(compilers, "@arethetypeswrong", "cli", "dist", "index.js"), file, "--no-color"],
  ] as const) {
    onStep(title);
    const { code, stdout, stderr } = await runNode(args);
    checks.push({ title, problems: code === 0 ? [] : [stdout + stderr] });
  }
  onStep("compiling projects that use it");
  const compiled = await compileConsumers(folder, surface, { compilers, all });
  const failed = compiled.filter(({ errors }) => errors.length > 0);
  checks.push({
    title: `compilation with ${compiled.length} combinations of TypeScript and settings`,
    problems: failed.map(({ title, errors }) => `${title}:\n${errors.slice(0, 3).join("\n")}`),
  });
  return { file, checks };
}

function readReport(name: string): string {
  const file = join(reports, name);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
