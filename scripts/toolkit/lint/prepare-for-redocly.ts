import { mkdirSync, writeFileSync } from "node:fs";
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
  remember,
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

/** A reference, where it is and what it leads to. */
interface Reference {
  from: DocumentLocation;
  keyword: string;
  target: DocumentLocation;
}

/**
 * Reads a description, and copies it if Redocly would misread it: Redocly does not decode percent-encoding in the path of
 * a reference, and finds anchors in the same file only. The copy has such references rewritten, on the same lines.
 *
 * @param folder - for the copy: it stands for the root of the disk
 * @returns the root document that Redocly is to read, the description with all of its files, and what translates a finding
 * to the original: to nothing if Redocly misread the description
 * @throws DescriptionError if the description can't be read, or has a reference that can't be followed
 */
export function prepareForRedocly(file: string, folder: string) {
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
  const disk = parse(description.root.path).root;
  const inCopy = (path: string) => join(folder, relative(disk, path));
  const isCopied = rewritten.length > 0;
  if (isCopied) writeCopy(description, rewritten, inCopy);
  return {
    file: isCopied ? inCopy(description.root.path) : file,
    description,
    toOriginal: (finding: LintFinding): LintFinding | undefined => {
      const path = resolve(finding.file);
      const original = isCopied ? join(disk, relative(folder, path)) : path;
      // All references resolve: anything else that looks like one is in an example or an extension.
      const value = decodePointer(finding.pointer).reduce(childOf, description.files.get(original)?.value);
      if (finding.rule === "no-unresolved-refs" && isReference(value)) return undefined;
      return { ...finding, file: relative(process.cwd(), original) };
    },
  };
}

// Remembered, since a file of 4 MB may have thousands of references.
const mayHaveIds = remember(({ text }: DocumentLocation["file"]) => /\$id\b/.test(text));

// Whether Redocly follows a reference to the same location. It ignores `$id` and `$dynamicRef`.
function isClear({ from, keyword, target }: Reference): boolean {
  const [path = "", fragment = ""] = String(childOf(from.value, keyword)).split("#");
  const file = path === "" ? from.file.path : resolve(dirname(from.file.path), path);
  const isPlainPointer = /^(\/[^%]*)?$/.test(fragment) && !mayHaveIds(from.file);
  return keyword === "$dynamicRef" || (file === target.file.path && isPlainPointer);
}

function writeCopy({ files }: Description, references: readonly Reference[], inCopy: (path: string) => string): void {
  for (const { path, text } of files.values()) {
    let changed = text;
    const own = references.flatMap(({ from, keyword, target }) => {
      const range = from.file.path === path ? from.file.range([...from.path, keyword]) : undefined;
      return range ? [[range[0], { range, target }] as const] : [];
    });
    // Each once: a reference may be followed twice, and an alias repeats those of its anchor. Replace from the end, so that
    // earlier offsets stay valid.
    for (const { range, target } of [...new Map(own).values()].sort((a, b) => b.range[0] - a.range[0])) {
      const to = target.file.path === path ? "" : relative(dirname(path), target.file.path);
      const pointer = encodePointer(target.path.map((key) => key.replaceAll("%", "%25")));
      changed = changed.slice(0, range[0]) + JSON.stringify(`${to}#${pointer || "/"}`) + changed.slice(range[1]);
    }
    mkdirSync(dirname(inCopy(path)), { recursive: true });
    writeFileSync(inCopy(path), changed);
  }
}
