import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { API, type Diagnostic, type Program, type Snapshot } from "typescript-7/unstable/sync";
import { projectRoot } from "../support/index.js";
import { tscProgram } from "./tsc.js";

/** What TypeScript says about one file. */
export interface CompilerFinding {
  code: number;
  line: number;
  text: string;
}

const COMPILER_OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: "ES2022",
  lib: ["ES2022", "DOM"],
  module: "ESNext",
  moduleResolution: "Bundler",
  types: ["node"],
  skipLibCheck: true,
  noEmit: true,
  paths: {
    "atlas-tenant-upgrade": [join(projectRoot, "src", "index.ts")],
    "atlas-tenant-upgrade/node": [join(projectRoot, "src", "node", "index.ts")],
  },
};

// Beside the tests, so that imports of packages resolve as they do there.
const FOLDER = join(projectRoot, "contract-tests");
const CONFIG = join(FOLDER, "tsconfig.virtual.json");

/**
 * Virtual files, checked as a user of the package would: strictly, and importing it by its name. TypeScript checks in a
 * process of its own, which ends with `using`, or with this process.
 */
export class Compilation implements Disposable {
  readonly #contents = new Map<string, string>();
  readonly #changed = new Set<string>();
  readonly #typescript = new API({
    cwd: projectRoot,
    tsserverPath: tscProgram(),
    fs: {
      readFile: (path) => this.#contents.get(path),
      fileExists: (path) => (this.#contents.has(path) ? true : undefined),
    },
  });
  #snapshot: Snapshot | undefined;

  constructor(files: Readonly<Record<string, string>>) {
    this.replace(files);
  }

  /** Adds files, or gives them other contents: what does not change is not read again. */
  replace(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) this.#write(virtualPath(name), text);
    const names = [...this.#contents.keys()].filter((path) => path !== CONFIG);
    this.#write(CONFIG, JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: names }));
  }

  /** The errors in a file. */
  errorsIn(name: string): CompilerFinding[] {
    const path = virtualPath(name);
    const program = this.#program();
    return [...program.getSyntacticDiagnostics(path), ...program.getSemanticDiagnostics(path)].map((diagnostic) =>
      this.#toFinding(diagnostic),
    );
  }

  /** The suggestions for a file, among which an editor finds what to strike through. */
  suggestionsIn(name: string): CompilerFinding[] {
    return this.#program()
      .getSuggestionDiagnostics(virtualPath(name))
      .map((diagnostic) => this.#toFinding(diagnostic));
  }

  [Symbol.dispose](): void {
    this.#typescript.close();
  }

  #write(path: string, text: string): void {
    if (this.#contents.get(path) === text) return;
    this.#contents.set(path, text);
    this.#changed.add(path);
  }

  #program(): Program {
    if (this.#changed.size > 0) {
      const opened = this.#snapshot ? {} : { openProjects: [CONFIG] };
      const snapshot = this.#typescript.updateSnapshot({ ...opened, fileChanges: { changed: [...this.#changed] } });
      this.#snapshot?.dispose();
      this.#snapshot = snapshot;
      this.#changed.clear();
    }
    const program = this.#snapshot?.getProject(CONFIG)?.program;
    if (!program) throw new Error("TypeScript has made no program of the virtual files");
    return program;
  }

  #toFinding(diagnostic: Diagnostic): CompilerFinding {
    const { code, fileName, pos } = diagnostic;
    const content = fileName === undefined ? "" : (this.#contents.get(fileName) ?? readFileSync(fileName, "utf8"));
    return { code, line: content.slice(0, pos).split("\n").length, text: fullText(diagnostic) };
  }
}

// A line for each step of an explanation, as the command line prints it.
function fullText({ text, messageChain = [] }: Diagnostic, indent = ""): string {
  return [`${indent}${text}`, ...messageChain.map((next) => fullText(next, `${indent}  `))].join("\n");
}

function virtualPath(name: string): string {
  return resolve(FOLDER, name);
}
