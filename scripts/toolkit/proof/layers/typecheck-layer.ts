import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operationDescriptors } from "../../../../src/index.js";
import { Compilation } from "../../compile/index.js";
import { type JsonObject, operationsOf, readContract } from "../../description/index.js";
import type { Files } from "../../generate/index.js";
import { typeCheckSource, typeChecks } from "../../suite/index.js";
import { projectRoot } from "../../support/index.js";
import { generated } from "./generate-layer.js";
import type { Layer } from "./layer.js";
import { whatDiffers } from "./what-differs.js";

const GENERATED = ["schema.ts", "calls.ts", "operations.ts"];

/**
 * TypeScript, for the code that is generated from a mutant: that code, the sources that import it, and the present
 * types of the contract, as a consumer may have written them down. It finds changes of types, and makes no claim.
 */
export const typecheckLayer: Layer = {
  look: async (description, documents) => {
    const base = await generated(description);
    const importers = filesThatImportGenerated();
    const contract = readContract(description);
    const sdk = { sdk: "atlas-tenant-upgrade", schema: "../generated/schema-before.js" };
    const typesOf = (key: string) => `types ${key}.ts`.replaceAll(/[^\w. -]/g, "-");
    const descriptors = Object.values(operationDescriptors);
    using compilation = new Compilation({
      "../generated/schema-before.ts": codeIn(base, "schema.ts"),
      // Not all of them are exported by the package's main entry.
      "importers.ts": importers.map((file) => `import ${JSON.stringify(file)};\n`).join(""),
      ...Object.fromEntries(
        descriptors.map((one) => [
          typesOf(`${one.method} ${one.path}`),
          typeCheckSource(typeChecks(contract, [one]), sdk),
        ]),
      ),
    });
    const check = (document: JsonObject, files: Files) => {
      compilation.replace(Object.fromEntries(GENERATED.map((name) => [`../generated/${name}`, files.get(name) ?? ""])));
      const changed = document === description ? description : whatDiffers(description, document);
      const operations = operationsOf(changed).map(({ key }) => typesOf(key));
      for (const name of [...GENERATED.map((file) => `../generated/${file}`), ...importers, ...operations]) {
        const [first] = compilation.errorsIn(name);
        if (first) return `${name.replace("../", "")}:${first.line} TS${first.code} ${first.text.split("\n", 1)[0]}`;
      }
      return undefined;
    };
    // Many mutants have the same types, and a compilation takes seconds.
    const known = new Map<string, string | undefined>();
    const found = [];
    for (const document of documents) {
      const files = await generated(document);
      const types = typesIn(files);
      if (!known.has(types) && !(files instanceof Error)) known.set(types, check(document, files));
      found.push(known.get(types));
    }
    return found;
  },
  brokenClaim: () => undefined,
};

/** A generated file without its header, in which the checksum always differs. */
function codeIn(files: Files | Error, name: string): string {
  return files instanceof Error ? "" : (files.get(name) ?? "").replace(/^(\/\/.*\n)+/, "");
}

// Comments are for editors, not for the compiler.
function typesIn(files: Files | Error): string {
  return GENERATED.map((name) => codeIn(files, name).replaceAll(/^ *(\/\*\*|\*).*\n/gm, "")).join();
}

function filesThatImportGenerated(): string[] {
  const folder = join(projectRoot, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .filter((name) => /"(\.\.\/)+generated\//.test(readFileSync(join(folder, name), "utf8")))
    .map((name) => `../src/${name}`);
}
