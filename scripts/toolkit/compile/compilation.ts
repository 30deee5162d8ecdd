import type { ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import { API, type Diagnostic, type Program } from "typescript-7/unstable/sync";
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
  readonly #contents: ReadonlyMap<string, string>;
  readonly #typescript: API;
  readonly #program: Program;

  /** @param files - contents by name, relative to the folder of the contract tests */
  constructor(files: Readonly<Record<string, string>>) {
    const sources = Object.entries(files).map(([name, text]) => [pathOf(name), text] as const);
    const config = { compilerOptions: COMPILER_OPTIONS, files: sources.map(([path]) => path) };
    const contents = new Map([...sources, [CONFIG, JSON.stringify(config)]]);
    this.#contents = contents;
    this.#typescript = new API({
      cwd: projectRoot,
      tsserverPath: tscProgram(),
      fs: {
        readFile: (path) => contents.get(path),
        fileExists: (path) => (contents.has(path) ? true : undefined),
      },
    });
    endByItself(this.#typescript);
    const { program } = this.#typescript.updateSnapshot({ openProjects: [CONFIG] }).getProject(CONFIG) ?? {};
    if (!program) throw new Error("TypeScript has made no program of the virtual files");
    this.#program = program;
  }

  /** The errors in a file. */
  errorsIn(name: string): CompilerFinding[] {
    const path = pathOf(name);
    return [...this.#program.getSyntacticDiagnostics(path), ...this.#program.getSemanticDiagnostics(path)].map(
      (diagnostic) => this.#toFinding(diagnostic),
    );
  }

  /** The suggestions for a file, among which an editor finds what to strike through. */
  suggestionsIn(name: string): CompilerFinding[] {
    return this.#program.getSuggestionDiagnostics(pathOf(name)).map((diagnostic) => this.#toFinding(diagnostic));
  }

  [Symbol.dispose](): void {
    this.#typescript.close();
  }

  #toFinding(diagnostic: Diagnostic): CompilerFinding {
    const { code, fileName = "", pos } = diagnostic;
    const content = this.#contents.get(fileName) ?? "";
    return { code, line: content.slice(0, pos).split("\n").length, text: fullText(diagnostic) };
  }
}

// TypeScript's client closes the input of its process, which then ends, and also sends a signal. If the signal comes
// first, the process writes "context canceled" to standard error.
function endByItself(typescript: API): void {
  const { client } = typescript as unknown as { client: { channel: { child: ChildProcess } } };
  client.channel.child.kill = () => true;
}

// A line for each step of an explanation, as the command line prints it.
function fullText({ text, messageChain = [] }: Diagnostic, indent = ""): string {
  return [`${indent}${text}`, ...messageChain.map((next) => fullText(next, `${indent}  `))].join("\n");
}

const pathOf = (name: string) => resolve(FOLDER, name);
