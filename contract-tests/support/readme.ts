import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/toolkit/support/index.js";

/** The README's section on the way out of the deprecated operation. */
export function migrationSection(): string {
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
  const [, section] = /## Coming from `tenantUpgradeToServerless`\n(.*?)\n## /s.exec(readme) ?? [];
  if (section === undefined) throw new Error("The README has no section on tenantUpgradeToServerless");
  return section;
}

/** The code blocks of a language in a Markdown text. */
export function codeBlocks(markdown: string, language: string): string[] {
  return [...markdown.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, source = ""]) => source);
}
