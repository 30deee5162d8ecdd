import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../scripts/toolkit/support/index.js";

/** A block of code in a document. */
export interface Example {
  /** Its location, such as `docs/auth.md, block 2`. */
  readonly name: string;
  readonly source: string;
}

/** The documents for users and maintainers, by their path in the project. */
export const documents: ReadonlyMap<string, string> = new Map(
  ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "openapi/plugins/README.md", ...filesBelow("docs")].map((path) => [
    path,
    readFileSync(join(projectRoot, path), "utf8"),
  ]),
);

/** A document by its path in the project. */
export function readDocument(path: string): string {
  const text = documents.get(path);
  if (text === undefined) throw new Error(`There is no document ${path}`);
  return text;
}

/** The code blocks of a language in all documents. */
export function examples(language: string): Example[] {
  return [...documents].flatMap(([path, text]) =>
    codeBlocks(text, language).map((source, index) => ({ name: `${path}, block ${index + 1}`, source })),
  );
}

/** The code blocks of a language in a Markdown string. */
export function codeBlocks(markdown: string, language: string): string[] {
  return [...markdown.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, source = ""]) => source);
}

function filesBelow(folder: string): string[] {
  const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".md"))
    .map((file) => `${folder}/${file.replaceAll("\\", "/")}`)
    .sort();
}
