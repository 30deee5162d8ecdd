import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { ENTRIES } from "./bundle.js";

/** The exports that users can import, by the name of the entry. */
export type Surface = ReturnType<typeof readSurface>;

/** One export of an entry. */
interface Export {
  name: string;
  /** Its types, as a project writes them that imports each entry by its name: of a value, a type, or both. */
  types: readonly string[];
  /** Its declaration, without comments. */
  text: string;
}

// As large as the description that they are made from, and compared with it by other checks.
const GENERATED = /^(?:paths|components|operations)$/;

/**
 * Reads the declarations of a built package.
 *
 * @returns also a sentence for each type that a signature names and no entry exports
 */
export function readSurface(folder: string) {
  // Loaded here because it takes half a second, and with `require` because Node would search its 9 MB for exports.
  const typescript = createRequire(import.meta.url)("typescript") as typeof ts;
  const files = new Map(Object.keys(ENTRIES).map((name) => [name, join(folder, "dist", `${name}.d.cts`)]));
  const options = { types: ["node"], module: typescript.ModuleKind.NodeNext, lib: ["lib.es2022.d.ts", "lib.dom.d.ts"] };
  const program = typescript.createProgram([...files.values()], options);
  const checker = program.getTypeChecker();
  const printer = typescript.createPrinter({ removeComments: true });
  const resolve = (symbol: ts.Symbol) =>
    symbol.flags & typescript.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const exportsOf = (file: string) => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} is not a module`);
    return checker.getExportsOfModule(module).map((symbol) => ({ name: symbol.name, symbol: resolve(symbol) }));
  };
  const exported = new Set([...files.values()].flatMap(exportsOf).map(({ symbol }) => symbol));
  const isOwn = (declaration: ts.Node) => declaration.getSourceFile().fileName.startsWith(folder);
  const isNamedType = (declaration: ts.Node): declaration is ts.InterfaceDeclaration =>
    typescript.isInterfaceDeclaration(declaration) ||
    typescript.isTypeAliasDeclaration(declaration) ||
    typescript.isClassDeclaration(declaration);

  const print = (name: string, declaration: ts.Declaration): string => {
    const source = declaration.getSourceFile();
    if (!isOwn(declaration)) {
      const [, from] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source.fileName) ?? [];
      return `export { ${name} } from "${from}";`;
    }
    if (GENERATED.test(name)) return `interface ${name} {} // Not shown: see generated/schema.ts.`;
    const node = typescript.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    return printer.printNode(typescript.EmitHint.Unspecified, node, source).replace(/^(?:export )?declare /, "");
  };

  const problems = new Set<string>();
  // Types of the language or of Node are available to everyone.
  const isForEveryone = (source: ts.SourceFile) =>
    program.isSourceFileDefaultLibrary(source) || /\/@types\/node\/|\/undici-types\//.test(source.fileName);
  const visit = (owner: string, node: ts.Node): void => {
    const named = typescript.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const target = named && resolve(named);
    const [declaration] = target?.declarations ?? [];
    if (target && declaration && isNamedType(declaration) && !exported.has(target)) {
      if (!isForEveryone(declaration.getSourceFile())) {
        problems.add(`${owner} names ${target.name}, which no entry exports`);
      }
    }
    typescript.forEachChild(node, (child) => visit(owner, child));
  };

  const entries = [...files].map(([entry, file]): [string, Export[]] => {
    const found = exportsOf(file).map(({ name, symbol }): Export => {
      const declarations = symbol.declarations ?? [];
      for (const declaration of declarations) {
        if (isOwn(declaration) && !GENERATED.test(name)) visit(name, declaration);
      }
      const parameters = declarations.find(isNamedType)?.typeParameters?.map(() => "never") ?? [];
      const given = parameters.length > 0 ? `<${parameters.join(", ")}>` : "";
      return {
        name,
        types: [
          ...(symbol.flags & typescript.SymbolFlags.Type ? [`${entry}.${name}${given}`] : []),
          ...(symbol.flags & typescript.SymbolFlags.Value ? [`typeof ${entry}.${name}`] : []),
        ],
        text: declarations.map((declaration) => print(name, declaration)).join("\n"),
      };
    });
    return [entry, found.sort((a, b) => (a.name < b.name ? -1 : 1))];
  });
  return { entries: new Map(entries), problems: [...problems] };
}

/** The report of a surface, which is committed. */
export function showSurface({ entries }: Surface): string {
  const sections = [...entries].map(([entry, exports]) => {
    const title = entry === "index" ? "atlas-tenant-upgrade" : `atlas-tenant-upgrade/${entry}`;
    return `## ${title}\n\n\`\`\`ts\n${exports.map(({ text }) => text).join("\n\n")}\n\`\`\`\n`;
  });
  return `# What users can import\n\nMade by \`npm run pack:check -- --write\`. Do not edit.\n\n${sections.join("\n")}`;
}
