import { join } from "node:path";
import ts from "typescript";
import { projectRoot } from "./paths.js";

/** What TypeScript says about one file. */
export interface Finding {
  code: number;
  line: number;
  text: string;
}

/** Virtual files, checked as a user of the package would: strictly, and importing it by its name. */
export class Compilation {
  readonly #service: ts.LanguageService;
  readonly #contents = new Map<string, string>();
  readonly #versions = new Map<string, number>();

  constructor(files: Readonly<Record<string, string>>) {
    this.replace(files);
    const contents = this.#contents;
    const options: ts.CompilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: ["node"],
      skipLibCheck: true,
      noEmit: true,
      paths: {
        "atlas-tenant-upgrade": [join(projectRoot, "src", "index.ts")],
        "atlas-tenant-upgrade/node": [join(projectRoot, "src", "node", "index.ts")],
      },
    };
    const readFile = (path: string) => contents.get(path) ?? ts.sys.readFile(path);
    this.#service = ts.createLanguageService({
      getScriptFileNames: () => [...contents.keys()],
      getScriptVersion: (path) => String(this.#versions.get(path)),
      getScriptSnapshot: (path) => {
        const text = readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => projectRoot,
      getCompilationSettings: () => options,
      getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
      fileExists: (path) => contents.has(path) || ts.sys.fileExists(path),
      readFile,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  }

  /** Adds files, or gives them other contents: what does not change is not read again. */
  replace(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = virtualPath(name);
      if (this.#contents.get(path) === text) continue;
      this.#contents.set(path, text);
      this.#versions.set(path, (this.#versions.get(path) ?? 0) + 1);
    }
  }

  /** The errors in a file. */
  errorsIn(name: string): Finding[] {
    const path = virtualPath(name);
    return [...this.#service.getSyntacticDiagnostics(path), ...this.#service.getSemanticDiagnostics(path)].map(
      toFinding,
    );
  }

  /** The suggestions for a file, among which an editor finds what to strike through. */
  suggestionsIn(name: string): Finding[] {
    return this.#service.getSuggestionDiagnostics(virtualPath(name)).map(toFinding);
  }
}

// Beside the tests, so that imports of packages resolve as they do there.
function virtualPath(name: string): string {
  return join(projectRoot, "contract-tests", name);
}

function toFinding({ code, file, start, messageText }: ts.Diagnostic): Finding {
  return {
    code,
    line: (file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0) + 1,
    text: ts.flattenDiagnosticMessageText(messageText, "\n"),
  };
}
