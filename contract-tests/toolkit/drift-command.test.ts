import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { stringify } from "yaml";
import type { AnyJson } from "../../scripts/toolkit/proof/index.js";
import { published, write } from "../support/published/drift.js";
import { schema } from "../support/published/names.js";
import { runScript } from "../support/shared.js";

/** Paths as a string, to append to a document that ends in its `paths`: writing them with a library takes seconds. */
function otherPaths(count: number): string {
  const { get } = Object.values<AnyJson>(published.paths).find((item) => item.get);
  const operation = stringify(
    { get: { ...get, description: "Returns one thing of the project, in the form that all have.\n".repeat(9) } },
    { aliasDuplicateObjects: false },
  );
  const text = operation.replaceAll(/^(?=.)/gm, "    ");
  return Array.from({ length: count }, (_, index) => `  /api/atlas/v2/things${index}/{id}/{other}:\n${text}`).join("");
}

describe("the command", () => {
  test("reports the position of a difference on both sides, also in a long file, and exits with 1", async () => {
    const changed = structuredClone(published);
    schema(changed, "Link").properties.rel.type = "integer";
    const { paths, ...head } = changed;
    const text = stringify({ ...head, paths }, { aliasDuplicateObjects: false }) + otherPaths(330);
    expect(text.length).toBeGreaterThan(400_000);
    const file = write("changed.yaml", text);
    const { code, stdout } = await runScript("spec-drift", file, "--format", "json");
    expect(code).toBe(1);
    const { unexplained } = JSON.parse(stdout);
    const pointer = "#/components/schemas/LinkView/properties/rel/type";
    expect(unexplained).toMatchObject([
      { what: "type", ours: "string", published: "integer", at: { published: { pointer } } },
    ]);
    const [{ at }] = unexplained;
    expect(at.ours.file).toBe("openapi/components/schemas/Link.yaml");
    const lineAt = (path: string, line: number) => readFileSync(path, "utf8").split("\n")[line - 1]?.trim();
    expect(lineAt(at.ours.file, at.ours.line)).toBe("type: string");
    expect(lineAt(file, at.published.line)).toBe("type: integer");
  });
});
