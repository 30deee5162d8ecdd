import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { projectRoot } from "../../scripts/toolkit/support/index.js";
import { timelessStanding, warningCode } from "../../src/deprecation/deprecation-notice.js";
import { type OperationDescriptor, operationDescriptors, type Successor } from "../../src/index.js";

const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
const packageJson = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));

describe("the README's deprecation banner", () => {
  const deprecated: OperationDescriptor[] = Object.values(operationDescriptors).filter((o) => "deprecation" in o);

  test.each(deprecated)("says of $operationId what the description says", ({ operationId, deprecation }) => {
    if (!deprecation) throw new Error("not deprecated");
    const facts = [`deprecated ${timelessStanding(deprecation)}`, warningCode("ATLAS_DEPRECATED", operationId)];
    expect(facts.filter((fact) => !readme.includes(fact))).toEqual([]);
    expect(deprecation.successors.map(tableRow).filter((row) => !readme.includes(`\n${row}\n`))).toEqual([]);
  });

  function tableRow({ source, target, operationId, method, path, mediaType, note }: Successor): string {
    const code = (text: string | undefined) => (text ? `\`${text}\`` : "–");
    const call = method && path ? code(`${method} ${path}`) : "nothing to call";
    return `| ${source} | ${target} | ${code(operationId)} | ${call} | ${code(mediaType)} | ${note} |`;
  }
});

test("every command of the README is a script of package.json", () => {
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
  expect(named.length).toBeGreaterThan(8);
  for (const script of named) expect(packageJson.scripts).toHaveProperty([script as string]);
});

test("the README names the oldest TypeScript that the package is tried with", () => {
  const file = join(projectRoot, "scripts", "toolkit", "package", "on-demand", "compilers", "package.json");
  const [, oldest] = /typescript@(\d+\.\d+)/.exec(readFileSync(file, "utf8")) ?? [];
  expect(readme).toContain(`TypeScript ${oldest} or newer`);
});

test("the README's tarball has the name that npm pack gives it", () => {
  expect(readme).toContain(`/${packageJson.name}-${packageJson.version}.tgz`);
});

test("the README's test of one's own code is the one that runs", () => {
  const example = join(projectRoot, "contract-tests", "fixtures", "testing-examples", "node.test.mjs");
  expect(readme).toContain(`\`\`\`js\n${readFileSync(example, "utf8")}\`\`\``);
});
