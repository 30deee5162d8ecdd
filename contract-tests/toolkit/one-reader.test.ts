/** One description has one meaning, whichever command reads it: a row for each form in which they once differed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { READERS, useLintConfig } from "../support/readers.js";

type Files = Record<string, unknown>;

const folder = mkdtempSync(join(tmpdir(), "atlas-reader-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "redocly.yaml"), "extends: [minimal]\n");
useLintConfig(join(folder, "redocly.yaml"));

/** Writes a description, and returns the path of its root document. */
function write(name: string, files: Files): string {
  for (const [file, content] of Object.entries(files)) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return join(folder, name, Object.keys(files)[0] ?? "");
}

const V31 = { openapi: "3.1.0" };
const MARK = "\uFEFF";

const $ref = (to: string) => ({ $ref: to });
const boat = (sails: unknown) => ({ type: "object", required: ["sails"], properties: { sails } });
const content = (schema: unknown) => ({ "application/json": { schema } });
const responses = (schema: unknown) => ({ 200: { description: "A boat", content: content(schema) } });
const operation = (schema: unknown) => ({ operationId: "getBoat", responses: responses(schema) });
const paths = (schema: unknown) => ({ "/boat": { get: operation(schema) } });
const described = (parts: object) => ({
  openapi: "3.0.3",
  info: { title: "Boats", version: "1.0.0" },
  servers: [{ url: "https://boats.test" }],
  ...parts,
});
/** A description of one operation, whose response has a schema. */
const responding = (schema: unknown, more: object = {}) => described({ paths: paths(schema), ...more });
/** The same in YAML, with the schema as written there; the parts that it refers to come before it. */
const yaml = (schema: string, before = "") => `openapi: 3.0.3
info: { title: Boats, version: 1.0.0 }
servers: [url: https://boats.test]
${before}paths:
  /boat:
    get:
      operationId: getBoat
      responses:
        200: { description: A boat, content: { application/json: { schema: ${schema} } } }
`;

/** The schema of `sails` in some form. */
type Form = (sails: object) => Files;

const root = (document: unknown, more: Files = {}): Files => ({ "openapi.yaml": document, ...more });
const get = (parts: object) => described({ paths: { "/boat": { get: { operationId: "getBoat", ...parts } } } });
const ofResponse = (parts: object) => get({ responses: { 200: { description: "A boat", ...parts } } });
const component = (more: object) => (sails: object) => ({
  ...V31,
  components: { schemas: { Boat: { ...more, ...boat(sails) } } },
});

const FORMS: Record<string, Form> = {
  "a merge key": (sails) => root(yaml("{ <<: *boat }", `x-boat: &boat ${JSON.stringify(boat(sails))}\n`)),
  "a flow mapping": (sails) => root(`{openapi: 3.0.3, ${JSON.stringify(responding(boat(sails))).replace(/.*?,/, "")}`),
  "a byte order mark": (sails) => root(MARK + yaml(JSON.stringify(boat(sails)))),
  "a byte order mark in JSON": (sails) => ({ "openapi.json": MARK + JSON.stringify(responding(boat(sails))) }),
  "a byte order mark in another file": (sails) =>
    root(responding($ref("b.json")), { "b.json": MARK + JSON.stringify(boat(sails)) }),
  "a file with a space": (sails) => root(responding($ref("./my%20boat.yaml")), { "my boat.yaml": boat(sails) }),
  "a file with a percent sign": (sails) => root(responding($ref("100%.yaml")), { "100%.yaml": boat(sails) }),
  "encoded keys": (sails) =>
    root(responding($ref("b.yaml#/a%20b/~1c")), { "b.yaml": { "a b": { "/c": boat(sails) } } }),
  "a reference to a reference": (sails) =>
    root(responding($ref("a.yaml#/boat")), { "a.yaml": { boat: $ref("b.yaml") }, "b.yaml": boat(sails) }),
  "an anchor": (sails) => root(responding($ref("#boat"), component({ $anchor: "boat" })(sails))),
  "an anchor with an alias": (sails) => {
    const schemas = { Ship: $ref("#boat"), Boat: { $anchor: "boat", ...boat(sails) } };
    return root(responding($ref("#/components/schemas/Ship"), { ...V31, components: { schemas } }));
  },
  "a dynamic anchor": (sails) =>
    root(responding({ $dynamicRef: "#boat" }, component({ $dynamicAnchor: "boat" })(sails))),
  "an anchor of another file": (sails) =>
    root(responding($ref("b.yaml#boat"), V31), { "b.yaml": { $defs: { one: { $anchor: "boat", ...boat(sails) } } } }),
  "a reference instead of all paths": (sails) =>
    root(described({ paths: $ref("p.yaml") }), { "p.yaml": paths(boat(sails)) }),
  "a reference instead of an operation": (sails) =>
    root(described({ paths: { "/boat": { get: $ref("get.yaml") } } }), { "get.yaml": operation(boat(sails)) }),
  "a reference instead of the responses": (sails) =>
    root(get({ responses: $ref("r.yaml") }), { "r.yaml": responses(boat(sails)) }),
  "a reference instead of the content": (sails) =>
    root(ofResponse({ content: $ref("c.yaml") }), { "c.yaml": content(boat(sails)) }),
  "a reference instead of a media type": (sails) =>
    root(ofResponse({ content: { "application/json": $ref("m.yaml") } }), { "m.yaml": { schema: boat(sails) } }),
  "a reference instead of the properties": (sails) =>
    root(responding({ ...boat({}), properties: $ref("p.yaml") }), { "p.yaml": { sails } }),
  "a reference instead of allOf": (sails) =>
    root(responding({ allOf: $ref("all.yaml") }), { "all.yaml": [boat(sails)] }),
  "references in extensions": (sails) =>
    root(responding({ ...boat(sails), "x-topics": [$ref("start.md")] }, { "x-page": $ref("#/nowhere") })),
  "nullable beside allOf": (sails) => root(responding(boat({ nullable: true, allOf: [sails] }))),
};

// Each form three times: with a type, with another one, and with an unknown one.
const forms = Object.entries(FORMS).map(([name, form]) => ({
  name,
  file: write(name, form({ type: "integer" })),
  changed: write(`${name} changed`, form({ type: "string" })),
  wrong: write(`${name} wrong`, form({ type: "whole" })),
}));
const plain = write("plain", root(responding(boat({ type: "integer" }))));
// OpenAPI gives it no meaning there, but some tools do.
const NOT_THE_SAME = "nullable beside allOf";
const NOT_FOR_REDOCLY = "a reference instead of allOf";

/** The expected, or the actual, result for each form. */
const named = <T>(values: readonly T[], of = forms) => Object.fromEntries(of.map(({ name }, i) => [name, values[i]]));

describe.each(Object.entries(READERS))("%s", (command, { findProblems, areSame, seesWrongType }) => {
  const readable = forms.filter(({ name }) => !(command === "lint" && name === NOT_FOR_REDOCLY));

  test("supports every form", async () => {
    const checked = [...readable.map(({ file }) => file), ...(seesWrongType ? readable.map(({ wrong }) => wrong) : [])];
    const problems = await findProblems(checked);
    expect(named(problems, readable)).toEqual(
      named(
        readable.map(() => ""),
        readable,
      ),
    );
    if (!seesWrongType) return;
    const wrong = problems.slice(readable.length);
    expect(named(wrong, readable)).toEqual(
      named(
        readable.map(() => expect.stringMatching(/^struct .*\/type$/m)),
        readable,
      ),
    );
  });

  // Only two of the five commands compare.
  if (areSame) {
    test("distinguishes equal forms, changed ones, and a second pattern", async () => {
      const patterns = (parts: object[]) => root(responding(boat({ type: "string", allOf: parts })));
      const [letters, short] = [{ pattern: "^[a-z]+$" }, { pattern: "^.{2,4}$" }];
      const both = write("patterns", patterns([letters, short]));
      const same = await areSame([
        ...forms.map(({ file }) => [file, plain] as const),
        ...forms.map(({ file, changed }) => [file, changed] as const),
        [both, write("patterns turned", patterns([short, letters]))],
        [both, write("pattern", patterns([short]))],
      ]);
      expect(named(same)).toEqual(named(forms.map(({ name }) => name !== NOT_THE_SAME)));
      expect(named(same.slice(forms.length))).toEqual(named(forms.map(() => false)));
      expect(same.slice(-2)).toEqual([true, false]);
    });
  }

  test.each<[string, string, Files]>([
    [
      "a future version",
      "openapi.yaml:2:14: Only OpenAPI 3.0 and 3.1 are supported",
      root(responding({}, { openapi: "3.2.0" })),
    ],
    [
      "a duplicate key in JSON",
      'openapi.json:1:43: The key "sails" is defined twice',
      { "openapi.json": `{"openapi":"3.0.3","x":[{"sails":{"a":1}, "sails":1}],"paths":{}}` },
    ],
    [
      "a duplicate key in another file",
      'b.json:1:9: The key "a" is defined twice',
      root(responding($ref("b.json")), { "b.json": '{"a":1, "a":2}' }),
    ],
    [
      "a duplicate key in a flow mapping",
      'openapi.yaml:4:17: The key "a" is defined twice',
      root(yaml("{}", "x: { b: { a: 1, a: 2 } }\n")),
    ],
    [
      "a broken reference",
      'openapi.yaml:22:27: The reference "#/components/schemas/No" leads nowhere',
      root(responding($ref("#/components/schemas/No"))),
    ],
    [
      "a broken reference in an unused component",
      'The reference "#/components/schemas/No" leads nowhere',
      root(responding({}, { components: { schemas: { A: { not: $ref("#/components/schemas/No") } } } })),
    ],
    [
      "a broken reference instead of an operation",
      "openapi.yaml:15:17: The file ",
      root(described({ paths: { "/boat": { get: $ref("get.yaml") } } })),
    ],
    [
      "a broken reference in another file",
      'b.yaml:3:13: The reference "#/no" leads nowhere',
      root(responding($ref("b.yaml")), { "b.yaml": { not: $ref("#/no") } }),
    ],
    ["a missing anchor", "the anchor does not exist", root(responding($ref("#boat"), V31))],
    [
      "a duplicate dynamic anchor",
      "its meaning depends on the way to it",
      root(
        responding(
          { $dynamicRef: "#boat" },
          {
            ...V31,
            components: { schemas: { A: { $id: "a", $dynamicAnchor: "boat" }, B: { $dynamicAnchor: "boat" } } },
          },
        ),
      ),
    ],
    ["a URL", "only files on this machine are read", root(responding($ref("https://boats.test/boat.yaml")))],
    [
      "a reference to itself",
      "leads to itself",
      root(responding({}, { components: { schemas: { A: $ref("#/components/schemas/A") } } })),
    ],
    ["invalid YAML", "openapi.yaml:2:1: Not valid YAML or JSON", root("openapi: 3.0.3\n\tpaths: {}")],
    ["a file that is not a description", "openapi.yaml:1:1: This is not an OpenAPI description", root("paths: {}")],
  ])("rejects %s, with file, line and column", async (name, message, files) => {
    const file = write(`${command} without ${name}`, files);
    await expect(findProblems([file])).rejects.toMatchObject({
      name: "DescriptionError",
      message: expect.stringContaining(message),
    });
  });
});

test("lint reports a reference that Redocly can't follow", async () => {
  const files = forms.filter(({ name }) => name === NOT_FOR_REDOCLY).map(({ file }) => file);
  await expect(READERS.lint?.findProblems(files)).rejects.toThrow(
    "Redocly can't follow a reference in place of `allOf`",
  );
});
