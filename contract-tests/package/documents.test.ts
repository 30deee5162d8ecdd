import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { timelessStanding } from "../../scripts/toolkit/generate/index.js";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { readCommandLine } from "../../src/cli/command-line.js";
import { warningCode } from "../../src/deprecation/deprecation-notice.js";
import { type OperationDescriptor, operationDescriptors, type Successor } from "../../src/index.js";
import { codeBlocks, documents, examples, readDocument } from "../support/documents.js";

const readme = readDocument("README.md");
const packageJson = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));

describe("the documents agree with the description of a deprecated operation:", () => {
  const deprecated: OperationDescriptor[] = Object.values(operationDescriptors).filter((o) => "deprecation" in o);

  test.each(deprecated)("$operationId", ({ operationId, deprecation }) => {
    if (!deprecation) throw new Error("not deprecated");
    const expected = [`deprecated ${timelessStanding(deprecation)}`, ...deprecation.successors.map(tableRow)];
    expect(expected.filter((text) => !readme.includes(text))).toEqual([]);
    expect(readDocument("docs/deprecation.md")).toContain(warningCode("ATLAS_DEPRECATED", operationId));
  });

  function tableRow({ source, target, operationId, method, path, mediaType, note }: Successor): string {
    const code = (text: string | undefined) => (text ? `\`${text}\`` : "–");
    const call = method && path ? code(`${method} ${path}`) : "nothing to call";
    return `| ${source} | ${target} | ${code(operationId)} | ${call} | ${code(mediaType)} | ${note} |`;
  }
});

test("the README is short", () => {
  expect(readme.split("\n").length).toBeLessThanOrEqual(200);
});

test("every document is linked from the README or from CONTRIBUTING", () => {
  const index = readme + readDocument("CONTRIBUTING.md");
  expect([...documents.keys()].filter((path) => path.includes("/") && !index.includes(`](${path})`))).toEqual([]);
});

test("every npm command in the documents is a script of package.json", () => {
  const named = [...documents].flatMap(([path, text]) =>
    [...text.matchAll(/npm (?:--prefix \S+ )?run ([a-z][\w:-]*)/g)].map(([, script]) => ({ path, script })),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ script = "" }) => !(script in packageJson.scripts))).toEqual([]);
});

test("every script of package.json is in CONTRIBUTING", () => {
  const contributing = readDocument("CONTRIBUTING.md");
  const scripts = Object.keys(packageJson.scripts).filter((script) => script !== "prepack" && script !== "test");
  expect(scripts.filter((script) => !contributing.includes(`npm run ${script}`))).toEqual([]);
});

test("every option of the command line in the documents exists", () => {
  const lines = [...examples("sh"), ...examples("console")].flatMap(({ source }) =>
    [...source.matchAll(/^[$ ]*npx atlas-tenant-upgrade (.*)$/gm)].map(([, args = ""]) => args.split(" ")),
  );
  expect(lines.length).toBeGreaterThan(4);
  for (const args of lines) expect(() => readCommandLine(args)).not.toThrow();
});

test("docs/gate.md shows the README's workflow, and lists each option of the gate", () => {
  const gate = readDocument("docs/gate.md");
  const [workflow = "none"] = codeBlocks(readme, "yaml");
  expect(codeBlocks(gate, "yaml")).toContain(workflow);
  const source = readFileSync(join(projectRoot, "scripts", "spec-gate.ts"), "utf8");
  const [, declared = ""] = /options: \{\n(.*?)\n {4}\}/s.exec(source) ?? [];
  const options = [...declared.matchAll(/^ {6}"?([\w-]+)"?:/gm)].map(([, name]) => `--${name}`);
  expect(options.length).toBeGreaterThan(7);
  expect(options.filter((name) => !gate.includes(`\`${name}\``))).toEqual([]);
});

test("the README names the oldest TypeScript that the package is tested with", () => {
  const lists = ["package.json", "scripts/toolkit/package/on-demand/compilers/package.json"]
    .map((path) => join(projectRoot, path))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8"));
  const versions = [...lists.join().matchAll(/typescript@(\d+\.\d+)/g)].map(([, version = ""]) => version);
  const [oldest] = versions.sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  expect(readme).toContain(`TypeScript ${oldest} or newer`);
});

test("a tarball in the README has the name that npm pack gives it", () => {
  const names = [...readme.matchAll(/[\w.-]+\.tgz/g)].map(([name]) => name);
  expect(names.filter((name) => name !== `${packageJson.name}-${packageJson.version}.tgz`)).toEqual([]);
});

describe("every link has a target, in a checkout and in the package:", () => {
  test.each([...documents.keys()])("%s", (path) => {
    const links = [...withoutCode(readDocument(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const relative = links.filter((link) => !/^https:\/\//.test(link));
    expect(relative.filter((link) => problemOf(path, link) !== undefined)).toEqual([]);
  });

  function problemOf(from: string, link: string): string | undefined {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? from : posix.join(dirname(from), file);
    if (!existsSync(join(projectRoot, target))) return "it is missing";
    if (isPacked(from) && !isPacked(target)) return "it is not in the package";
    return anchor === undefined || anchorsOf(readDocument(target)).includes(anchor) ? undefined : "no such heading";
  }

  function isPacked(path: string): boolean {
    const patterns: string[] = ["README.md", "LICENSE", "package.json", ...packageJson.files];
    const matches = (pattern: string) => new RegExp(`^${pattern.replaceAll("*", "[^/]*")}(/|$)`).test(path);
    return patterns.some(matches) && !patterns.includes(`!${path}`);
  }

  // Heading ids as GitHub makes them.
  function anchorsOf(markdown: string): string[] {
    const headings = withoutCode(markdown).matchAll(/^#+ (.+)$/gm);
    return [...headings].map(([, text = ""]) =>
      text
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    );
  }

  function withoutCode(markdown: string): string {
    return markdown.replaceAll(/^```[\s\S]*?^```/gm, "");
  }
});
