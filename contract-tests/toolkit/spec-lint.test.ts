import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import {
  openDescription,
  SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  SCHEMA_MAP_KEYWORDS,
} from "../../scripts/toolkit/description/index.js";
import {
  applyBaseline,
  type LintFinding,
  lintDescriptions,
  lintOutcome,
  runLint,
} from "../../scripts/toolkit/lint/index.js";
import { MISTAKES } from "../../scripts/toolkit/proof/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { readDocument } from "../support/documents.js";
import { runScript } from "../support/shared.js";

const fixtures = join(projectRoot, "contract-tests", "fixtures", "lint");
const rules = readdirSync(fixtures, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const sources = new Map(
  ["generic", "project"].flatMap((group) => {
    const source = join(projectRoot, "openapi", "plugins", "rules", group);
    return readdirSync(source).map((file) => [file.replace(".js", ""), join(source, file)] as const);
  }),
);
const cases = rules.flatMap((rule) => readdirSync(join(fixtures, rule)).map((file) => [rule, file] as const));

const base = parse(readFileSync(join(fixtures, "base.yaml"), "utf8"));
// A sample in both versions of OpenAPI; `npm run prove mistakes` runs all of them.
const sample = [
  { document: base, form: "3.0", first: 0 },
  { document: { ...base, openapi: "3.1.0" }, form: "3.1", first: 8 },
].flatMap(({ document, form, first }) =>
  MISTAKES.filter((_, index) => index % 16 === first).flatMap((operator) => {
    const copy = operator.apply(document);
    return copy ? [{ operator, title: `${operator.name}, in ${form}`, copy }] : [];
  }),
);

const folder = mkdtempSync(join(tmpdir(), "atlas-lint-"));
const findings = new Map<string, LintFinding[]>();

beforeAll(async () => {
  const files = new Map<string, string>();
  for (const [rule, file] of cases) files.set(`${rule}/${file}`, join(fixtures, rule, file));
  for (const [name, openapi] of [
    ["base 3.0", "3.0.3"],
    ["base 3.1", "3.1.0"],
  ] as const) {
    files.set(name, write(`${name}.json`, { ...base, openapi }));
  }
  files.set("pottery", join(fixtures, "..", "waiting", "pottery.yaml"));
  for (const [index, { title, copy }] of sample.entries()) files.set(title, write(`${index}.json`, copy));
  const found = await runLint([...files.values()]);
  for (const [index, name] of [...files.keys()].entries()) findings.set(name, found[index] ?? []);
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, document: unknown): string {
  writeFileSync(join(folder, name), JSON.stringify(document));
  return join(folder, name);
}

/** The positions that a fixture marks with `# !` and the column, in order. */
function markedPositions(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text, index) => {
      const columns = / # !([\d ]*)$/.exec(text)?.[1];
      return columns === undefined
        ? []
        : columns
            .trim()
            .split(" ")
            .map((column) => `${index + 1}:${column}`);
    });
}

describe("each rule of the plugin", () => {
  test.each(cases)("%s, %s", (rule, file) => {
    const found = (findings.get(`${rule}/${file}`) ?? []).filter((finding) => finding.rule === `atlas/${rule}`);
    const marked = markedPositions(join(fixtures, rule, file));
    expect(marked.length > 0).toBe(file.startsWith("fails"));
    const byPosition = (left: string, right: string) => left.localeCompare(right, "en", { numeric: true });
    expect(found.map(({ line, column }) => `${line}:${column}`).sort(byPosition)).toEqual(marked.sort(byPosition));
    for (const finding of found) {
      expect(finding.severity).toBe("error");
      expect(finding.file).toBe(relative(process.cwd(), join(fixtures, rule, file)));
      expect(finding.message).not.toMatch(/can't read this|undefined|\[object|call stack/);
    }
  });

  test("has a fixture that fails and one that passes", () => {
    expect(rules).toEqual([...sources.keys()].sort());
    for (const rule of rules) {
      expect(readdirSync(join(fixtures, rule))).toEqual(expect.arrayContaining(["fails.yaml", "passes.yaml"]));
    }
  });
});

test("the table of rules has each rule with its description", () => {
  const table = readDocument("openapi/plugins/README.md");
  expect([...table.matchAll(/^\| `atlas\/([\w-]+)` \|/gm)].map(([, rule]) => rule).sort()).toEqual(rules);
  for (const [rule, file] of sources) {
    const description = /description =\s*"([^"]+)"/.exec(readFileSync(file, "utf8"))?.[1];
    expect(table).toContain(`\n| \`atlas/${rule}\` | ${description} |`);
  }
});

test.each(Object.entries({ SCHEMA_KEYWORDS, SCHEMA_LIST_KEYWORDS, SCHEMA_MAP_KEYWORDS }))(
  "the rules know the %s of the commands",
  (name, keywords) => {
    const [, listed = ""] =
      new RegExp(`export const ${name} = \\[(.*?)\\]`, "s").exec(
        readFileSync(join(projectRoot, "openapi/plugins/support/schemas.js"), "utf8"),
      ) ?? [];
    expect(listed.match(/[$\w]+/g)?.sort()).toEqual([...keywords].sort());
  },
);

test("the description that contract/waiting.test.ts waits by has outcomes without a finding", () => {
  expect(findings.get("pottery")?.filter(({ rule }) => rule === "atlas/waiting-outcomes")).toEqual([]);
});

test("a pattern that only Unicode mode rejects is reported with the rejected part", () => {
  const messages = findings.get("valid-pattern/fails.yaml")?.map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringMatching(/though it is one without: \\@ is not an escape there/));
  expect(messages).toContainEqual(expect.stringContaining("though it is one without: Incomplete quantifier"));
});

test("a description that can't be read is rejected with its position", async () => {
  writeFileSync(join(folder, "twice.yaml"), "openapi: 3.0.3\ninfo: {}\npaths: {}\npaths: {}\n");
  await expect(lintDescriptions([join(folder, "twice.yaml")])).rejects.toMatchObject({
    name: "DescriptionError",
    sentence: 'The key "paths" is defined twice',
    position: { line: 4, column: 1 },
  });
});

test("with an ignore file, lint fails only for new findings, and reports stale entries", async () => {
  const top = mkdtempSync(join(folder, "history-"));
  const file = join(top, "api", "openapi.yaml");
  const server = (url: string) => `servers: [{ url: "${url}" }]\n`;
  const text = (...parts: string[]) =>
    `openapi: 3.0.3\ninfo: { title: Shop, version: "1" }\n${parts.join("")}paths: { "/a{b": {} }\n`;
  mkdirSync(join(top, "api"));
  mkdirSync(join(top, ".git"));
  writeFileSync(file, text(server("http://shop.test")));
  // Redocly applies an ignore file beside its configuration itself, and would leave the first finding out.
  const config = join(top, "redocly.yaml");
  const generic = readFileSync(join(projectRoot, "openapi", "redocly-generic.yaml"), "utf8");
  writeFileSync(config, generic.replace("./plugins", join(projectRoot, "openapi", "plugins")));
  const ignored = join(top, ".redocly.lint-ignore.yaml");
  writeFileSync(ignored, '"api/openapi.yaml": { "atlas/https-only": ["#/servers/0/url"] }\n');
  const written = await runScript("spec-lint", file, "--config", config, "--generate-ignore-file");
  expect([written.code, written.stdout]).toEqual([0, "✓ no findings, 2 known\n"]);
  expect(parse(readFileSync(ignored, "utf8"))).toEqual({
    "api/openapi.yaml": { "atlas/https-only": ["#/servers/0/url"], "atlas/path-template": ["#/paths/~1a{b"] },
  });

  writeFileSync(file, text());
  const finding = {
    file,
    line: 3,
    column: 1,
    pointer: "#/info",
    rule: "atlas/new",
    message: "New",
    severity: "error",
  } as const;
  const known = { ...finding, rule: "atlas/path-template", pointer: "#/paths/~1a{b" };
  const description = openDescription(file);
  const outcome = lintOutcome([applyBaseline({ description, findings: [finding, known] })]);
  expect(outcome).toMatchObject({
    passed: false,
    verdict: "1 error, 0 warnings, 1 known, 1 stale in the ignore file",
    text: expect.stringMatching(
      / error New \(atlas\/new\)\n.*is stale: atlas\/https-only was not found at .*#\/servers\/0\/url$/,
    ),
    markdown: expect.stringMatching(/```yaml\napi\/openapi.yaml:\n[^`]*atlas\/new:\n {4}- "#\/info"\n```/),
  });
  writeFileSync(ignored, "api/openapi.yaml: [struct]\n");
  expect(() => applyBaseline({ description, findings: [] })).toThrow(
    "must have lists of JSON pointers, by file and by rule",
  );
});

describe("wrong descriptions", () => {
  test("have only the finding of their mistake", () => {
    expect(findings.get("base 3.0")).toEqual([]);
    expect(findings.get("base 3.1")).toEqual([]);
  });

  test.each(sample)("$title", ({ operator: { expected }, title }) => {
    expect({ rule: findings.get(title)?.map((finding) => finding.rule) }).toEqual({
      rule: expect.arrayContaining([expected]),
    });
  });

  test("have unique names, and don't modify the original description", () => {
    expect(new Set(MISTAKES.map(({ name }) => name)).size).toBe(MISTAKES.length);
    const before = structuredClone(base);
    for (const operator of MISTAKES) {
      // OpenAPI 3.0 allows some mistakes.
      const copy = operator.apply(base) ?? operator.apply({ ...base, openapi: "3.1.0" });
      expect(copy).toBeDefined();
      expect(JSON.stringify(copy)).not.toBe(JSON.stringify(base));
    }
    expect(base).toEqual(before);
  });
});
