import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { projectRoot } from "../scripts/paths.js";
import { timelessStanding, warningCode } from "../src/deprecation-notice.js";
import { type OperationDescriptor, operationDescriptors, type Successor } from "../src/index.js";
import { Compilation } from "./support/compile.js";

const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
const packageJson = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"));

describe("the README's TypeScript", () => {
  const blocks = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, source = ""], index) => ({
    name: `readme-${index + 1}.ts`,
    source,
  }));
  const compilation = new Compilation(Object.fromEntries(blocks.map(({ name, source }) => [name, source])));

  test("is there", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(6);
  });

  test.each(blocks)("$name compiles", ({ name }) => {
    expect(compilation.errorsIn(name)).toEqual([]);
  });
});

describe("the README's deprecation banner", () => {
  const deprecated: OperationDescriptor[] = Object.values(operationDescriptors).filter((o) => "deprecation" in o);

  test.each(deprecated)("says of $operationId what the description says", ({ operationId, deprecation }) => {
    if (!deprecation) throw new Error("not deprecated");
    expect(readme).toContain(`deprecated ${timelessStanding(deprecation)}`);
    expect(readme).toContain(warningCode("ATLAS_DEPRECATED", operationId));
    expect(readme).toContain(deprecation.successors.map(tableRow).join("\n"));
  });

  function tableRow({ source, target, method, path, mediaType, note }: Successor): string {
    const call = method && path ? `\`${method} ${path}\`` : "nothing to call";
    return `| ${source} | ${target} | ${call} | ${mediaType ? `\`${mediaType}\`` : "–"} | ${note} |`;
  }
});

test("every command of the README is a script of package.json", () => {
  const named = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
  expect(named.length).toBeGreaterThan(8);
  for (const script of named) expect(packageJson.scripts).toHaveProperty([script as string]);
});

test("the README's tarball has the name that npm pack gives it", () => {
  expect(readme).toContain(`./${packageJson.name}-${packageJson.version}.tgz`);
});
