import { Compilation } from "../../compile/index.js";
import { generateFiles } from "../../generate/index.js";
import { createSchemaJudge } from "../../judge/index.js";
import type { Disagreement, Skip } from "../log.js";
import type { PreparedDescription } from "./prepare-description.js";
import { typeCheckSource, typeChecks } from "./type-checks.js";

const PART = "types";
// "Excessively deep", "too complex", and "no properties in common" with a type whose properties are all optional:
// limits of TypeScript rather than mistakes of the description or the SDK.
const GIVEN_UP = [2589, 2590, 2321, 2559];

/**
 * Compiles a client for a description, and compares its types with the description's: the parameters, bodies and data
 * of each operation, and each valid example.
 *
 * @returns the number of comparisons, and the findings
 * @throws Error if the comparison itself does not compile
 */
export async function runTypes({ description, contract, descriptors }: PreparedDescription) {
  const skips: Skip[] = [];
  const disagreements: Disagreement[] = [];
  const files = await generateFiles(description).catch((error: Error) => error);
  if (files instanceof Error) {
    const reason = `no types can be made of the description: ${files.message.split("\n", 1)[0]}`;
    skips.push({ operation: "all operations", what: PART, reason });
    return { checks: 0, disagreements, skips };
  }
  const judgeSchema = createSchemaJudge(contract);
  // The other parts report an example that breaks its schema.
  const checks = typeChecks(contract, descriptors, { undeclared: true }).filter(
    ({ example }) => !example || judgeSchema(example.schema, example.value, example.direction).length === 0,
  );
  const source = typeCheckSource(checks, { sdk: "./client.js", schema: "./schema.js" });
  const generated = ["schema.ts", "calls.ts", "operations.ts"].map((name) => [name, files.get(name) ?? ""]);
  using compilation = new Compilation({
    ...Object.fromEntries(generated),
    "client.ts": 'export type { AtlasOperations as AtlasClient } from "./operations.js";\n',
    "checks.ts": source,
  });
  const lines = source.split("\n");
  for (const { line, code, text } of compilation.errorsIn("checks.ts")) {
    const check = checks[Number(/^export const check(\d+)/.exec(lines[line - 1] ?? "")?.[1])];
    if (!check) throw new Error(`The types can't be compared: ${text}`);
    const { operation, title, source } = check;
    const message = `TypeScript says: ${text.split("\n").slice(0, 3).join(" ")}`;
    if (GIVEN_UP.includes(code)) skips.push({ operation, what: title, reason: message });
    else disagreements.push({ operation, part: PART, title, message, source });
  }
  for (const { text, line } of compilation.errorsIn("operations.ts")) {
    const where = { operation: "all operations", part: PART, title: `operations.ts:${line}` };
    disagreements.push({ ...where, message: `TypeScript says: ${text}` });
  }
  return { checks: checks.length, disagreements, skips };
}
