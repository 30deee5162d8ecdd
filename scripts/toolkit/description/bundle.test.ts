import { describe, expect, test } from "@jest/globals";
import {
  childOf,
  createResolver,
  decodePointer,
  displayPosition,
  locatePosition,
  memoryFiles,
  readBundle,
} from "./index.js";

type Files = Record<string, unknown>;

const HEAD = { openapi: "3.0.3", info: { title: "Boats", version: "1.0.0" } };
const BOAT = { type: "object", properties: { sails: { type: "integer" } } };
const $ref = (to: string) => ({ $ref: to });
const contentOf = (schema: unknown) => ({ "application/json": { schema } });
const responsesOf = (content: unknown) => ({ 200: { description: "A boat", content } });
const withPaths = (paths: unknown) => ({ ...HEAD, paths });
const withOperation = (get: unknown) => withPaths({ "/a": { get } });
/** A description of one operation whose response has this schema. */
const withSchema = (schema: unknown, more: object = {}) => ({
  ...withOperation({ responses: responsesOf(contentOf(schema)) }),
  ...more,
});
const bundled = (root: unknown, others: Files = {}) =>
  readBundle("openapi.yaml", { files: memoryFiles({ "openapi.yaml": root, ...others }) });

/** The schema of that response as JSON, with its references to other components. */
function schemaOf(root: unknown, others: Files = {}): unknown {
  const document = bundled(root, others);
  const at = (pointer: string) => decodePointer(pointer).reduce(childOf, document as unknown);
  const schema = at("/paths/~1a/get/responses/200/content/application~1json/schema") as { $ref?: string };
  return schema.$ref === undefined ? schema : at(schema.$ref);
}

/** A bundle has the boat, possibly as a part of its schema, and only references to components. */
function expectBoat(root: unknown, others: Files = {}): void {
  const found = JSON.stringify(schemaOf(root, others));
  const all = JSON.stringify(bundled(root, others));
  expect(all).toContain('"sails":{"type":"integer"}');
  expect(found === JSON.stringify(BOAT) || /^\{"(allOf|\$ref)":/.test(found)).toBe(true);
  for (const [, ref] of all.matchAll(/"\$ref":"([^"]*)"/g)) {
    expect(ref).toMatch(/^#\/components\/schemas\/[\w.-]+($|\/)/);
  }
  expect(all).not.toMatch(/\$(dynamic|anchor|id)/);
}

describe("a reference is followed", () => {
  test.each<[title: string, ref: string, others: Files]>([
    ["to a file", "boat.yaml", { "boat.yaml": BOAT }],
    ["to a file by a path with dots", "./a/../boat.yaml#", { "boat.yaml": BOAT }],
    ["to a whole file with a slash", "boat.yaml#/", { "boat.yaml": BOAT }],
    ["to a part of a file", "b.yaml#/one/boat", { "b.yaml": { one: { boat: BOAT } } }],
    ["to a file with a space", "./my%20boat.yaml", { "my boat.yaml": BOAT }],
    ["to a file with a space that is written as one", "./my boat.yaml", { "my boat.yaml": BOAT }],
    ["to a file with a percent sign", "100%.yaml", { "100%.yaml": BOAT }],
    ["to a file with an encoded percent sign", "100%25.yaml", { "100%.yaml": BOAT }],
    ["to a file whose name only looks encoded", "my%20boat.yaml", { "my%20boat.yaml": BOAT }],
    ["to a file with a number sign", "b%231.yaml", { "b#1.yaml": BOAT }],
    ["to encoded keys", "b.yaml#/a%20b/~1c~0%7E1d", { "b.yaml": { "a b": { "/c~/d": BOAT } } }],
    ["to a key with a percent sign", "b.yaml#/100%", { "b.yaml": { "100%": BOAT } }],
    ["to an item of a list", "b.yaml#/all/1", { "b.yaml": { all: [1, BOAT] } }],
    ["to a reference", "b.yaml", { "b.yaml": $ref("c.yaml#/x"), "c.yaml": { x: $ref("#/y"), y: BOAT } }],
    ["to a part of a target", "b.yaml#/all/boat", { "b.yaml": { all: $ref("c.yaml") }, "c.yaml": { boat: BOAT } }],
  ])("%s", (_, ref, others) => expectBoat(withSchema($ref(ref)), others));

  const inRoot = (schemas: object) => ({ components: { schemas } });
  const v31 = (schemas: object) => ({ openapi: "3.1.0", ...inRoot(schemas) });
  const fleet = { properties: { boat: $ref("#/$defs/boat") }, $defs: { boat: BOAT } };
  test.each<[title: string, schema: object, more: object, others: Files]>([
    ["to a pointer", $ref("#/components/schemas/B"), inRoot({ B: BOAT }), {}],
    ["to an extension", $ref("#/x-parts/boat"), { "x-parts": { boat: BOAT } }, {}],
    [
      "from a file back to the root",
      $ref("b.yaml#/boat"),
      inRoot({ Boat: BOAT }),
      { "b.yaml": { boat: { allOf: [$ref("openapi.yaml#/components/schemas/Boat")] } } },
    ],
    ["to an anchor", $ref("#boat"), v31({ Boat: { $anchor: "boat", ...BOAT } }), {}],
    ["to a dynamic anchor", { $dynamicRef: "#boat" }, v31({ Boat: { $dynamicAnchor: "boat", ...BOAT } }), {}],
    [
      "to an anchor of a file",
      $ref("b.yaml#boat"),
      v31({}),
      { "b.yaml": { $defs: { one: { $anchor: "boat", ...BOAT } } } },
    ],
    [
      "to an identifier",
      $ref("https://boats.test/boat"),
      v31({ Boat: { $id: "https://boats.test/boat", ...BOAT } }),
      {},
    ],
    [
      "relative to an identifier",
      $ref("#/components/schemas/Fleet/properties/boat"),
      v31({ Fleet: { $id: "https://boats.test/fleet", ...fleet } }),
      {},
    ],
  ])("%s", (_, schema, more, others) => expectBoat(withSchema(schema, more), others));

  const content = contentOf(BOAT);
  test.each<[title: string, root: object, target: unknown]>([
    ["the content", withOperation({ responses: responsesOf($ref("c.json")) }), content],
    [
      "a media type",
      withOperation({ responses: responsesOf({ "application/json": $ref("c.json") }) }),
      { schema: BOAT },
    ],
    ["the responses", withOperation({ responses: $ref("c.json") }), responsesOf(content)],
    ["an operation", withOperation($ref("c.json")), { responses: responsesOf(content) }],
    ["all paths", withPaths($ref("c.json")), { "/a": { get: { responses: responsesOf(content) } } }],
    ["properties", withSchema({ type: "object", properties: $ref("c.json") }), BOAT.properties],
  ])("instead of %s", (_, root, target) => expectBoat(root, { "c.json": target }));

  test("and is encoded for a URI", () => {
    const made = bundled(withSchema($ref("#/components/schemas/100%"), inRoot({ "100%": BOAT })));
    expect(JSON.stringify(made)).toContain('{"$ref":"#/components/schemas/100%25"}');
    expect(createResolver(made)($ref("#/components/schemas/100%25"))).toEqual(BOAT);
  });

  test("in a circle of files", () => {
    const node = { properties: { next: $ref("node.yaml") } };
    expect(schemaOf(withSchema($ref("node.yaml")), { "node.yaml": node })).toEqual({
      properties: { next: $ref("#/components/schemas/node") },
    });
  });

  test("to the nearest recursive anchor around it", () => {
    const leaf = { items: { $recursiveRef: "#" } };
    const tree = { $recursiveAnchor: true, properties: { branches: { $recursiveAnchor: false, ...leaf } } };
    const root = withSchema($ref("#/components/schemas/Tree"), { openapi: "3.1.0", ...inRoot({ Tree: tree }) });
    expect(schemaOf(root)).toEqual({ properties: { branches: { items: $ref("#/components/schemas/Tree") } } });
  });

  test("and files with the same name stay separate", () => {
    const root = withSchema({ anyOf: [$ref("a/x.yaml"), $ref("b/x.yaml"), $ref("a/x.yaml")] });
    const others = { "a/x.yaml": { type: "string" }, "b/x.yaml": { type: "integer" } };
    expect(schemaOf(root, others)).toEqual({
      anyOf: ["x", "x-2", "x"].map((name) => $ref(`#/components/schemas/${name}`)),
    });
    expect(bundled(root, others)).toMatchObject(inRoot({ x: { type: "string" }, "x-2": { type: "integer" } }));
  });
});

describe("a `$ref` is not followed", () => {
  test.each([
    ["in an extension", { "x-topics": [$ref("start.md")] }],
    ["in an example", { example: $ref("nowhere.yaml") }],
    ["in a default", { default: $ref("#/nowhere") }],
    ["in a list of values", { enum: [$ref("#/nowhere")] }],
  ])("%s", (_, schema) => {
    expect(schemaOf(withSchema(schema))).toEqual(schema);
  });

  test("as the name of a property, even one named like an extension or like data", () => {
    const boat = $ref("#/components/schemas/boat");
    const properties = { $ref: { type: "string" }, "x-boat": $ref("boat.yaml"), default: $ref("boat.yaml") };
    expect(schemaOf(withSchema({ properties }), { "boat.yaml": BOAT })).toEqual({
      properties: { $ref: { type: "string" }, "x-boat": boat, default: boat },
    });
  });
});

test("a mapping of names is one of references", () => {
  const mapping = { boat: "Boat", old: "Boat.v1", raft: "Raft", canoe: "Canoe.yaml" };
  const schemas = { Boat: BOAT, "Boat.v1": BOAT, Raft: $ref("Raft.yaml") };
  const root = withSchema({ discriminator: { propertyName: "kind", mapping } }, { components: { schemas } });
  const toName = (name: string) => `#/components/schemas/${name}`;
  expect(schemaOf(root, { "Raft.yaml": BOAT, "Canoe.yaml": BOAT })).toMatchObject({
    discriminator: {
      mapping: { boat: toName("Boat"), old: toName("Boat.v1"), raft: toName("Raft"), canoe: toName("Canoe") },
    },
  });
});

test("a merge key, a byte order mark and a flow mapping are read as what they are", () => {
  const text = "\uFEFF{openapi: 3.0.3, x-a: &a {get: {responses: {}}}, paths: {/a: {<<: *a, summary: s}}}";
  expect(bundled(text).paths).toEqual({ "/a": { get: { responses: {} }, summary: "s" } });
});

test.each([
  ["a number", "200: b"],
  ["a string", "'200': b"],
])("a mapping's own key, written as %s, replaces a merged one", (_, own) => {
  const text = `openapi: 3.0.3\npaths: {}\nx-a: { <<: { 200: a, x: a }, ${own} }\nx-b: { ${own}, <<: { '200': a } }`;
  expect(bundled(text)).toMatchObject({ "x-a": { 200: "b", x: "a" }, "x-b": { 200: "b" } });
});

test("a path item may have properties beside its reference", () => {
  const get = { responses: responsesOf({}) };
  expect(bundled(withPaths({ "/a": { ...$ref("a.yaml"), parameters: [] } }), { "a.yaml": { get } }).paths).toEqual({
    "/a": { get, parameters: [] },
  });
});

test("the parts of a bundle have their source locations", () => {
  const boat = "type: object\nproperties:\n  sails:\n    type: integer\n";
  const document = bundled(withSchema($ref("schemas/boat.yaml")), { "schemas/boat.yaml": boat });
  const positionIn = (of: object, pointer: string) => displayPosition(locatePosition(of, pointer) as never);
  expect(positionIn(document, "/components/schemas/boat/properties/sails/type")).toBe("schemas/boat.yaml:4:5");
  expect(positionIn(document, "/paths/~1a/get/responses/200/description")).toBe("openapi.yaml:12:13");
  expect(positionIn({ other: [document.components] }, "/other/0/schemas/boat/type")).toBe("schemas/boat.yaml:1:1");
});
