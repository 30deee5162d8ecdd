import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, parse, relative, resolve } from "node:path";
import {
  bundle,
  childOf,
  type Description,
  DescriptionError,
  type DocumentLocation,
  decodePointer,
  encodePointer,
  isReference,
  openDescription,
  SCHEMA_LIST_KEYWORDS,
} from "../description/index.js";

/** What lint found at one location. */
export interface LintFinding {
  /** Relative to the working folder; of a description of many files, the one that has the location. */
  file: string;
  line: number;
  column: number;
  /** A JSON pointer into that file. */
  pointer: string;
  rule: string;
  message: string;
  severity: "error" | "warn";
}

/** A description as Redocly can read it. */
export interface RedoclySubject {
  /** The root document, or that of a copy. */
  file: string;
  /** The original, with all of its files read. */
  description: Description;
  /** A finding in the original; nothing, for one that is Redocly's own misunderstanding. */
  toOriginal(finding: LintFinding): LintFinding | undefined;
  remove(): void;
}

/** A reference, where it is and what it leads to. */
interface Reference {
  from: DocumentLocation;
  keyword: string;
  target: DocumentLocation;
}

/**
 * Reads a description, and makes a copy of it where Redocly would read it otherwise: it takes percent-encoding in the path
 * of a reference for a part of the file's name, and knows anchors of the same file only. In the copy these references are
 * rewritten; the lines stay the same.
 *
 * @throws DescriptionError if the description can't be read, or has a reference that can't be followed
 */
export function prepareForRedocly(file: string): RedoclySubject {
  const description = openDescription(file);
  const rewritten: Reference[] = [];
  bundle(description, (from, keyword, target) => {
    const holder = from.path.at(-1) ?? "";
    if (SCHEMA_LIST_KEYWORDS.includes(holder) && Array.isArray(target.value)) {
      const position = from.file.position([...from.path, keyword]);
      throw new DescriptionError(`Redocly can't follow a reference in place of \`${holder}\``, position);
    }
    if (!isClear({ from, keyword, target })) rewritten.push({ from, keyword, target });
  });
  const folder = rewritten.length > 0 ? mkdtempSync(join(tmpdir(), "atlas-lint-")) : undefined;
  // In the copy's folder as in the root of the disk.
  const disk = parse(description.root.path).root;
  const inCopy = (path: string) => (folder === undefined ? path : join(folder, relative(disk, path)));
  if (folder !== undefined) writeCopy(description, rewritten, inCopy);
  return {
    file: folder === undefined ? file : inCopy(description.root.path),
    description,
    toOriginal: (finding) => {
      const path = resolve(finding.file);
      const original = folder === undefined ? path : join(disk, relative(folder, path));
      // All references have been followed: what else looks like one is in an example or an extension.
      const value = decodePointer(finding.pointer).reduce(childOf, description.files.get(original)?.value);
      if (finding.rule === "no-unresolved-refs" && isReference(value)) return undefined;
      return { ...finding, file: relative(process.cwd(), original) };
    },
    remove: () => folder !== undefined && rmSync(folder, { recursive: true }),
  };
}

// Whether Redocly follows a reference to the same location. It takes no notice of `$id`, nor of `$dynamicRef`.
function isClear({ from, keyword, target }: Reference): boolean {
  const [path = "", fragment = ""] = String(childOf(from.value, keyword)).split("#");
  const file = path === "" ? from.file.path : resolve(dirname(from.file.path), path);
  const isPlainPointer = /^(\/[^%]*)?$/.test(fragment) && !/\$id\b/.test(from.file.text);
  return keyword === "$dynamicRef" || (file === target.file.path && isPlainPointer);
}

function writeCopy({ files }: Description, references: readonly Reference[], inCopy: (path: string) => string): void {
  for (const { path, text } of files.values()) {
    let changed = text;
    const own = references.flatMap(({ from, keyword, target }) => {
      const range = from.file.path === path ? from.file.range([...from.path, keyword]) : undefined;
      return range ? [{ range, target }] : [];
    });
    // From the end, so that the locations before stay where they are.
    for (const { range, target } of own.sort((a, b) => b.range[0] - a.range[0])) {
      const to = target.file.path === path ? "" : relative(dirname(path), target.file.path);
      const pointer = encodePointer(target.path.map((key) => key.replaceAll("%", "%25")));
      changed = changed.slice(0, range[0]) + JSON.stringify(`${to}#${pointer || "/"}`) + changed.slice(range[1]);
    }
    mkdirSync(dirname(inCopy(path)), { recursive: true });
    writeFileSync(inCopy(path), changed);
  }
}
