import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { checkConfig, lintDescriptions } from "../../scripts/toolkit/lint/index.js";
import { lintConfigFile, projectRoot, runNode } from "../../scripts/toolkit/support/index.js";
import { readDocument } from "../support/documents.js";

const description = join(projectRoot, "contract-tests", "fixtures", "lint", "base.yaml");
// A colon ends a path in the messages of Redocly's.
const folder = mkdtempSync(join(tmpdir(), "atlas: lint-"));
cpSync(join(projectRoot, "openapi", "plugins"), join(folder, "plugins"), { recursive: true });
symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
// What an operating system and an editor leave beside the rules.
for (const name of [".DS_Store", ".error-body.js.swp", ".#error-body.js"])
  writeFileSync(join(folder, "plugins", "rules", "project", name), "");
afterAll(() => rmSync(folder, { recursive: true }));

const config = parse(readFileSync(lintConfigFile, "utf8")) as {
  extends: string[];
  rules: Record<string, string | { severity: string }>;
};

test("has every rule enabled, as an error", () => {
  expect(config.extends).toEqual(["recommended-strict", "atlas/generic"]);
  const severities = Object.values(config.rules).map((rule) => (typeof rule === "string" ? rule : rule.severity));
  expect(new Set(severities)).toEqual(new Set(["error"]));
  // A rule that is not mentioned is silently disabled.
  const project = readdirSync(join(projectRoot, "openapi", "plugins", "rules", "project"));
  const rules = project.map((file) => `atlas/${file.replace(".js", "")}`);
  expect(Object.keys(config.rules).filter((name) => name.startsWith("atlas/"))).toEqual(rules);
});

function changed(name: string, changes: readonly [from: string, to: string][]): string {
  let text = readFileSync(lintConfigFile, "utf8");
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, text);
  return file;
}

test.each<[string, [from: string, to: string][], string]>([
  [
    // The linted description is of OpenAPI 3.0.
    "rule of a plugin, for any version of OpenAPI",
    [
      ["atlas/error-body", "atlas/eror-body"],
      ["\nrules:", "\noas3_1Rules: { atlas/eror-bodi: error }\nrules:"],
    ],
    "names rules that don't exist: atlas/eror-body, atlas/eror-body, atlas/eror-bodi",
  ],
  ["rule of Redocly", [["info-contact", "info-contacts"]], "info-contacts"],
  ["set of a plugin", [["atlas/generic", "atlas/general"]], "atlas doesn't export config with name general"],
  ["plugin", [["  - ./plugins/atlas.js", "  - ./plugins/atlas.js\n  - ./nowhere.js"]], '"./nowhere.js" not found'],
  ["option", [["statusProperty", "status"]], 'has no option "status"'],
])("is rejected with a misspelt %s", async (_, changes, words) => {
  const config = changed("misspelt", changes);
  await expect(lintDescriptions([description], config)).rejects.toMatchObject({
    name: "InputError",
    message: expect.stringContaining(words),
  });
});

test("is rejected with an option of a wrong type", async () => {
  const source = `import atlas from ${JSON.stringify(join(projectRoot, "openapi", "plugins", "atlas.js"))};
    for (const [name, options] of [
      ["documentation-example", { name: ["documentation"] }],
      ["operation-id-is-name", { reserved: "http" }],
      ["operation-errors", { statuses: { post: "402" } }],
      // A status need not be in quotation marks.
      ["operation-errors", { statuses: { post: [402, "4XX"] } }],
    ]) try { console.log(typeof atlas().rules.oas3[name](options)); } catch (error) { console.log(error.message); }`;
  const { stdout } = await runNode(["--input-type=module", "--eval", source]);
  expect(stdout.trim().split("\n")).toEqual([
    'The option "name" of atlas/documentation-example must be string.',
    'The option "reserved" of atlas/operation-id-is-name must be array.',
    'The option "statuses/post" of atlas/operation-errors must be array.',
    "object",
  ]);
});

test.each([
  ["a string", "minimal\n", /config\.yaml:1:1: It extends none of minimal, recommended, /],
  ["one set alone", "plugins: []\nextends: minimal\n", /config\.yaml:2:1: `extends` must be a list of strings$/],
  ["plugins by name", "extends: [minimal]\nplugins: { a: ./a.js }\n", /:2:1: `plugins` must be a list of strings$/],
  ["no set of Redocly", "plugins: []\nextends: [atlas/generic]\n", /config\.yaml:2:1: It extends none of minimal, /],
])("is rejected as %s, with its line", (_, text, message) => {
  writeFileSync(join(folder, "config.yaml"), text);
  expect(() => checkConfig(join(folder, "config.yaml"))).toThrow(message);
});

test("of another repository works as in docs/gate.md", async () => {
  const [, shown = ""] = /```yaml\n(plugins:\n.*?)```/s.exec(readDocument("docs/gate.md")) ?? [];
  const plugin = "../atlas-tenant-upgrade/openapi/plugins/atlas.js";
  expect(shown).toContain(plugin);
  const file = join(folder, "shown.yaml");
  writeFileSync(file, shown.replace(plugin, join(projectRoot, "openapi", "plugins", "atlas.js")));
  const [linted] = await lintDescriptions([description], file);
  expect(linted?.findings.map(({ rule }) => rule)).toContain("atlas/operation-roles");
});
