import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../scripts/toolkit/support/index.js";

const PARTS = ["openapi", "generated", "src", "scripts", "package.json", "tsconfig.json"];

/** Copies the project into a folder that a test may change. Use it with `using`. */
export function copyProject(): { folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), "atlas-project-"));
  for (const part of PARTS) cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
