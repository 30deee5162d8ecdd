import { describe, expect, test } from "@jest/globals";
import {
  bundle,
  childOf,
  createResolver,
  decodePointer,
  displayPosition,
  locatePosition,
  memoryFiles,
  openDescription,
} from "./index.js";

type Files = Record<string, unknown>;

const HEAD = { openapi: "3.0.3", info: { title: "Boats", version: "1.0.0" } };
const RESPONSES = { 200: { description: "Boats" } };

function bundled(files: Files) {
  return bundle(openDescription("openapi.yaml", { files: memoryFiles(files) }));
}

/** A description of one operation whose response has this schema. */
function withSchema(schema: unknown, more: object = {}): object {
  const content = { "application/json": { schema } };
  return { ...HEAD, paths: { "/a": { get: { responses: { 200: { description: "A boat", content } } } } }, ...more };
}

/** The schema of that response as JSON, with its references to other components. */
function schemaOf(files: Files): unknown {
  const document = bundled(files) as {
    paths: { "/a": { get: { responses: { 200: { content: { "application/json": { schema: unknown } } } } } } };
  };
  const { schema } = document.paths["/a"].get.responses[200].content["application/json"];
  const { $ref } = schema as { $ref?: string };
  return $ref === undefined ? schema : decodePointer($ref).reduce(childOf, document as unknown);
}

const BOAT = { type: "object", properties: { sails: { type: "integer" } } };

describe("a reference is followed", () => {
  const v31 = { openapi: "3.1.0" };
  const anchored = (schema: object, keyword = "$anchor") => ({
    ...v31,
    components: { schemas: { Boat: { [keyword]: "boat", ...schema } } },
  });
  test.each<[string, Files]>([
    [
      "to a pointer",
      { "openapi.yaml": withSchema({ $ref: "#/components/schemas/B" }, { components: { schemas: { B: BOAT } } }) },
    ],
    ["to a file", { "openapi.yaml": withSchema({ $ref: "boat.yaml" }), "boat.yaml": BOAT }],
    [
      "to a file above, by a path with dots",
      { "openapi.yaml": withSchema({ $ref: "./a/../boat.yaml#" }), "boat.yaml": BOAT },
    ],
    ["to a whole file with a slash", { "openapi.yaml": withSchema({ $ref: "boat.yaml#/" }), "boat.yaml": BOAT }],
    [
      "to a part of a file",
      { "openapi.yaml": withSchema({ $ref: "b.yaml#/one/boat" }), "b.yaml": { one: { boat: BOAT } } },
    ],
    ["to a file with a space", { "openapi.yaml": withSchema({ $ref: "./my%20boat.yaml" }), "my boat.yaml": BOAT }],
    [
      "to a file with a space that is written as one",
      { "openapi.yaml": withSchema({ $ref: "./my boat.yaml" }), "my boat.yaml": BOAT },
    ],
    ["to a file with a percent sign", { "openapi.yaml": withSchema({ $ref: "100%.yaml" }), "100%.yaml": BOAT }],
    [
      "to a file with an encoded percent sign",
      { "openapi.yaml": withSchema({ $ref: "100%25.yaml" }), "100%.yaml": BOAT },
    ],
    [
      "to a file whose name only looks encoded",
      { "openapi.yaml": withSchema({ $ref: "my%20boat.yaml" }), "my%20boat.yaml": BOAT },
    ],
    ["to a file with a number sign", { "openapi.yaml": withSchema({ $ref: "b%231.yaml" }), "b#1.yaml": BOAT }],
    [
      "to encoded keys",
      { "openapi.yaml": withSchema({ $ref: "b.yaml#/a%20b/~1c~0%7E1d" }), "b.yaml": { "a b": { "/c~/d": BOAT } } },
    ],
    [
      "to a key with a percent sign",
      { "openapi.yaml": withSchema({ $ref: "b.yaml#/100%" }), "b.yaml": { "100%": BOAT } },
    ],
    ["to an item of a list", { "openapi.yaml": withSchema({ $ref: "b.yaml#/all/1" }), "b.yaml": { all: [1, BOAT] } }],
    [
      "to a reference to a reference",
      {
        "openapi.yaml": withSchema({ $ref: "b.yaml" }),
        "b.yaml": { $ref: "c.yaml#/x" },
        "c.yaml": { x: { $ref: "#/y" }, y: BOAT },
      },
    ],
    [
      "to a part of the target of another reference",
      {
        "openapi.yaml": withSchema({ $ref: "b.yaml#/all/boat" }),
        "b.yaml": { all: { $ref: "c.yaml" } },
        "c.yaml": { boat: BOAT },
      },
    ],
    ["to an extension", { "openapi.yaml": withSchema({ $ref: "#/x-parts/boat" }, { "x-parts": { boat: BOAT } }) }],
    [
      "from a file back to the root",
      {
        "openapi.yaml": withSchema({ $ref: "b.yaml#/boat" }, { components: { schemas: { Boat: BOAT } } }),
        "b.yaml": { boat: { allOf: [{ $ref: "openapi.yaml#/components/schemas/Boat" }] } },
      },
    ],
    [
      "instead of the content",
      {
        "openapi.yaml": {
          ...HEAD,
          paths: { "/a": { get: { responses: { 200: { description: "", content: { $ref: "c.json" } } } } } },
        },
        "c.json": { "application/json": { schema: BOAT } },
      },
    ],
    [
      "instead of a media type",
      {
        "openapi.yaml": {
          ...HEAD,
          paths: {
            "/a": {
              get: { responses: { 200: { description: "", content: { "application/json": { $ref: "c.json" } } } } },
            },
          },
        },
        "c.json": { schema: BOAT },
      },
    ],
    [
      "instead of the responses",
      {
        "openapi.yaml": { ...HEAD, paths: { "/a": { get: { responses: { $ref: "c.json" } } } } },
        "c.json": { 200: { description: "", content: { "application/json": { schema: BOAT } } } },
      },
    ],
    [
      "instead of an operation",
      {
        "openapi.yaml": { ...HEAD, paths: { "/a": { get: { $ref: "c.json" } } } },
        "c.json": { responses: { 200: { description: "", content: { "application/json": { schema: BOAT } } } } },
      },
    ],
    [
      "instead of all paths",
      {
        "openapi.yaml": { ...HEAD, paths: { $ref: "c.json" } },
        "c.json": {
          "/a": { get: { responses: { 200: { description: "", content: { "application/json": { schema: BOAT } } } } } },
        },
      },
    ],
    [
      "instead of properties",
      {
        "openapi.yaml": withSchema({ type: "object", properties: { $ref: "p.yaml" } }),
        "p.yaml": { sails: { type: "integer" } },
      },
    ],
    ["to an anchor", { "openapi.yaml": withSchema({ $ref: "#boat" }, anchored(BOAT)) }],
    ["to a dynamic anchor", { "openapi.yaml": withSchema({ $dynamicRef: "#boat" }, anchored(BOAT, "$dynamicAnchor")) }],
    [
      "to an anchor of a file",
      {
        "openapi.yaml": withSchema({ $ref: "b.yaml#boat" }, v31),
        "b.yaml": { $defs: { one: { $anchor: "boat", ...BOAT } } },
      },
    ],
    [
      "to an identifier",
      {
        "openapi.yaml": withSchema(
          { $ref: "https://boats.test/boat" },
          { ...v31, components: { schemas: { Boat: { $id: "https://boats.test/boat", ...BOAT } } } },
        ),
      },
    ],
    [
      "relative to an identifier",
      {
        "openapi.yaml": withSchema(
          { $ref: "#/components/schemas/Fleet/properties/boat" },
          {
            ...v31,
            components: {
              schemas: {
                Fleet: {
                  $id: "https://boats.test/fleet",
                  properties: { boat: { $ref: "#/$defs/boat" } },
                  $defs: { boat: BOAT },
                },
              },
            },
          },
        ),
      },
    ],
  ])("%s", (_, files) => {
    const found = JSON.stringify(schemaOf(files));
    const all = JSON.stringify(bundled(files));
    expect(all).toContain('"sails":{"type":"integer"}');
    expect(found === JSON.stringify(BOAT) || /^\{"(allOf|\$ref)":/.test(found)).toBe(true);
    for (const [, ref] of all.matchAll(/"\$ref":"([^"]*)"/g))
      expect(ref).toMatch(/^#\/components\/schemas\/[\w.-]+($|\/)/);
    expect(all).not.toMatch(/\$(dynamic|anchor|id)/);
  });

  test("and is encoded for a URI", () => {
    const document = withSchema({ $ref: "#/components/schemas/100%" }, { components: { schemas: { "100%": BOAT } } });
    const made = bundled({ "openapi.yaml": document });
    expect(JSON.stringify(made)).toContain('{"$ref":"#/components/schemas/100%25"}');
    expect(createResolver(made)({ $ref: "#/components/schemas/100%25" })).toEqual(BOAT);
  });

  test("in a circle of files", () => {
    const files = {
      "openapi.yaml": withSchema({ $ref: "node.yaml" }),
      "node.yaml": { properties: { next: { $ref: "node.yaml" } } },
    };
    expect(schemaOf(files)).toEqual({ properties: { next: { $ref: "#/components/schemas/node" } } });
  });

  test("and files with the same name stay separate", () => {
    const files = {
      "openapi.yaml": withSchema({ anyOf: [{ $ref: "a/x.yaml" }, { $ref: "b/x.yaml" }, { $ref: "a/x.yaml" }] }),
      "a/x.yaml": { type: "string" },
      "b/x.yaml": { type: "integer" },
    };
    expect(schemaOf(files)).toEqual({
      anyOf: [
        { $ref: "#/components/schemas/x" },
        { $ref: "#/components/schemas/x-2" },
        { $ref: "#/components/schemas/x" },
      ],
    });
    expect(bundled(files)).toMatchObject({
      components: { schemas: { x: { type: "string" }, "x-2": { type: "integer" } } },
    });
  });
});

describe("a `$ref` is not followed", () => {
  test.each([
    ["in an extension", { "x-topics": [{ $ref: "start.md" }] }],
    ["in an example", { example: { $ref: "nowhere.yaml" } }],
    ["in a default", { default: { $ref: "#/nowhere" } }],
    ["in a list of values", { enum: [{ $ref: "#/nowhere" }] }],
  ])("%s", (_, schema) => {
    expect(schemaOf({ "openapi.yaml": withSchema(schema) })).toEqual(schema);
  });

  test("as the name of a property, even one named like an extension or like data", () => {
    const schema = {
      properties: { $ref: { type: "string" }, "x-boat": { $ref: "boat.yaml" }, default: { $ref: "boat.yaml" } },
    };
    expect(schemaOf({ "openapi.yaml": withSchema(schema), "boat.yaml": BOAT })).toEqual({
      properties: {
        $ref: { type: "string" },
        "x-boat": { $ref: "#/components/schemas/boat" },
        default: { $ref: "#/components/schemas/boat" },
      },
    });
  });
});

test("a mapping of names is one of references", () => {
  const mapping = { boat: "Boat", old: "Boat.v1", raft: "Raft", canoe: "Canoe.yaml" };
  const schemas = { Boat: BOAT, "Boat.v1": BOAT, Raft: { $ref: "Raft.yaml" } };
  const root = withSchema({ discriminator: { propertyName: "kind", mapping } }, { components: { schemas } });
  expect(schemaOf({ "openapi.yaml": root, "Raft.yaml": BOAT, "Canoe.yaml": BOAT })).toMatchObject({
    discriminator: {
      mapping: {
        boat: "#/components/schemas/Boat",
        old: "#/components/schemas/Boat.v1",
        raft: "#/components/schemas/Raft",
        canoe: "#/components/schemas/Canoe",
      },
    },
  });
});

test("a merge key, a byte order mark and a flow mapping are read as what they are", () => {
  const text = "\uFEFF{openapi: 3.0.3, x-a: &a {get: {responses: {}}}, paths: {/a: {<<: *a, summary: s}}}";
  expect(bundled({ "openapi.yaml": text }).paths).toEqual({ "/a": { get: { responses: {} }, summary: "s" } });
});

test.each([
  ["a number", "200: b"],
  ["a string", "'200': b"],
])("a mapping's own key, written as %s, replaces a merged one", (_, own) => {
  const text = `openapi: 3.0.3\npaths: {}\nx-a: { <<: { 200: a, x: a }, ${own} }\nx-b: { ${own}, <<: { '200': a } }`;
  expect(bundled({ "openapi.yaml": text })).toMatchObject({ "x-a": { 200: "b", x: "a" }, "x-b": { 200: "b" } });
});

test("a path item may have properties beside its reference", () => {
  const paths = { "/a": { $ref: "a.yaml", parameters: [] } };
  const files = { "openapi.yaml": { ...HEAD, paths }, "a.yaml": { get: { responses: RESPONSES } } };
  expect(bundled(files).paths).toEqual({ "/a": { get: { responses: RESPONSES }, parameters: [] } });
});

test("the parts of a bundle have their source locations", () => {
  const files = {
    "openapi.yaml": withSchema({ $ref: "schemas/boat.yaml" }),
    "schemas/boat.yaml": "type: object\nproperties:\n  sails:\n    type: integer\n",
  };
  const document = bundled(files);
  const at = (pointer: string) =>
    displayPosition(locatePosition(document, pointer) ?? { file: "", line: 0, column: 0 });
  expect(at("/components/schemas/boat/properties/sails/type")).toBe("schemas/boat.yaml:4:5");
  expect(at("/paths/~1a/get/responses/200/description")).toBe("openapi.yaml:12:13");
  const moved = { other: [document.components] };
  expect(displayPosition(locatePosition(moved, "/other/0/schemas/boat/type") as never)).toBe("schemas/boat.yaml:1:1");
});
