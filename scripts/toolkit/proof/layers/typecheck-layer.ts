import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { operationDescriptors } from "../../../../src/index.js";
import { Compilation } from "../../compile/index.js";
import { readContract } from "../../description/index.js";
import type { Files } from "../../generate/index.js";
import { typeCheckSource, typeChecks } from "../../suite/index.js";
import { InputError, projectRoot } from "../../support/index.js";
import { changedOperations } from "./changed-operations.js";
import { codeOf } from "./generate-layer.js";
import type { Layer, Mutant } from "./layer.js";

const GENERATED = ["schema.ts", "calls.ts", "operations.ts"];

/**
 * TypeScript, over the code that is generated from a mutant: that code, the sources that import it, and the types that
 * the contract has now, as a consumer may have written them down. It sees what types say.
 */
export const typecheckLayer: Layer = async ({ description, generated }, mutants) => {
  const base = await generated(description);
  if (base instanceof Error) throw base;
  const descriptors = Object.values(operationDescriptors);
  const contract = readContract(description);
  const sdk = { sdk: "atlas-tenant-upgrade", schema: "../generated/schema-before.js" };
  const importers = filesThatImportGenerated();
  const typesOf = (methodAndPath: string) => `types ${methodAndPath}.ts`.replaceAll(/[^\w. -]/g, "-");
  using compilation = new Compilation({
    "../generated/schema-before.ts": base.get("schema.ts") ?? "",
    ...sourcesOf(base),
    // Not all of them are part of the package's main entry.
    "importers.ts": importers.map((file) => `import ${JSON.stringify(file)};\n`).join(""),
    ...Object.fromEntries(
      descriptors.map((one) => [
        typesOf(`${one.method} ${one.path}`),
        typeCheckSource(typeChecks(contract, [one]), sdk),
      ]),
    ),
  });
  const check = (files: Files, operations: readonly string[]): string | undefined => {
    compilation.replace(sourcesOf(files));
    for (const name of [...GENERATED.map((file) => `../generated/${file}`), ...importers, ...operations.map(typesOf)]) {
      const [first] = compilation.errorsIn(name);
      if (first) return `${name.replace("../", "")}:${first.line} TS${first.code} ${first.text.split("\n", 1)[0]}`;
    }
    return undefined;
  };
  const wrong = check(
    base,
    descriptors.map(({ method, path }) => `${method} ${path}`),
  );
  if (wrong) throw new InputError(`The description as it is does not compile: ${wrong}`);
  const known = new Map<string, string | undefined>();
  const seenBy = async (mutant: Mutant): Promise<string | undefined> => {
    const files = await generated(mutant.document);
    if (files instanceof Error || GENERATED.every((name) => typesIn(base, name) === typesIn(files, name)))
      return undefined;
    const key = createHash("sha256")
      .update(GENERATED.map((name) => typesIn(files, name)).join())
      .digest("hex");
    if (!known.has(key)) {
      const changed = changedOperations(description, mutant.document);
      known.set(
        key,
        check(
          files,
          changed.map(({ method, path }) => `${method.toUpperCase()} ${path}`),
        ),
      );
    }
    return known.get(key);
  };
  const results = [];
  for (const mutant of mutants) {
    const seen = await seenBy(mutant);
    results.push(seen === undefined ? {} : { seenBy: seen });
  }
  return results;
};

function sourcesOf(files: Files): Record<string, string> {
  return Object.fromEntries(GENERATED.map((name) => [`../generated/${name}`, files.get(name) ?? ""]));
}

// Comments reach an editor, not the compiler.
function typesIn(files: Files, name: string): string {
  return codeOf(files, name).replaceAll(/^ *(\/\*\*|\*).*\n/gm, "");
}

function filesThatImportGenerated(): string[] {
  const folder = join(projectRoot, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .filter((name) => /"(\.\.\/)+generated\//.test(readFileSync(join(folder, name), "utf8")))
    .map((name) => `../src/${name}`);
}
