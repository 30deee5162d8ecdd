import { describe, expect, test } from "@jest/globals";
import { memoryFiles, openDescription, readBundle } from "./index.js";

const HEAD = { openapi: "3.0.3", info: { title: "Boats", version: "1.0.0" } };

const bundled = (root: unknown) => readBundle("openapi.yaml", { files: memoryFiles({ "openapi.yaml": root }) });

/** A description of one operation whose response has this schema. */
function withSchema(schema: unknown, more: object = {}): object {
  const content = { "application/json": { schema } };
  return { ...HEAD, paths: { "/a": { get: { responses: { 200: { description: "A boat", content } } } } }, ...more };
}

// What every command rejects in the same way is in contract-tests/toolkit/one-reader.test.ts.
describe("a description is rejected", () => {
  const v31 = (schema: object, schemas: object) => withSchema(schema, { openapi: "3.1.0", components: { schemas } });
  test.each<[string, string, unknown]>([
    [
      "with a reference instead of a list of values",
      "openapi.yaml:16:27: `enum` is not a list",
      withSchema({ enum: { $ref: "values.yaml" } }),
    ],
    ["with a value instead of a list", "`enum` is not a list", withSchema({ enum: true })],
    [
      "with a reference instead of the required properties",
      "`required` is not a list",
      withSchema({ required: { $ref: "names.yaml" } }),
    ],
    ["with allOf as an object", "`allOf` is not a list", withSchema({ allOf: { type: "object" } })],
    [
      "with a reference to a missing file",
      "openapi.yaml:16:27: The file c.yaml does not exist",
      withSchema({ $ref: "c.yaml" }),
    ],
    [
      "with a reference to itself",
      'openapi.yaml:6:17: The reference "#/components/schemas/B" leads to itself',
      {
        openapi: "3.0.3",
        components: { schemas: { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } } },
      },
    ],
    [
      "with a duplicate anchor",
      "there are 2 anchors of that name",
      v31({ $ref: "#b" }, { A: { $anchor: "b" }, B: { $anchor: "b" } }),
    ],
    [
      "with a recursive reference without an anchor around it",
      'The reference "#" can\'t be followed: no schema around it has `$recursiveAnchor: true`',
      v31({ $recursiveRef: "#" }, {}),
    ],
    [
      "with an anchor in OpenAPI 3.0",
      "OpenAPI 3.0 has no anchors",
      withSchema({ $ref: "#boat" }, { components: { schemas: { A: { $anchor: "boat" } } } }),
    ],
    [
      "with a mapping to a missing schema",
      "openapi.yaml:18:28",
      withSchema({ discriminator: { mapping: { a: "#/components/schemas/No" } } }),
    ],
    [
      "with a mapping to a name without a schema",
      "openapi.yaml:18:28: The value `a` is mapped to `No`, a schema that does not exist",
      withSchema({ discriminator: { mapping: { a: "No" } } }),
    ],
    [
      "with a mapping to something that is not a name",
      "openapi.yaml:18:28: The value `a` is mapped to `1`, a schema that does not exist",
      withSchema({ discriminator: { mapping: { a: 1 } } }),
    ],
    [
      "with a mapping to something that is not a schema",
      'openapi.yaml:18:28: The reference "#/info/title" leads to a string, and not to a schema',
      withSchema({ discriminator: { mapping: { a: "#/info/title" } } }),
    ],
    ["with a reference that is not a string", "openapi.yaml:16:27: `$ref` is not a string", withSchema({ $ref: 1 })],
    ["with a reference to a string", "leads to a string, and not to a schema", withSchema({ $ref: "#/openapi" })],
    [
      "with an operation that has properties beside its reference",
      "OpenAPI does not say what `summary2` means beside this `$ref`",
      {
        ...HEAD,
        paths: { "/a": { get: { $ref: "#/x-get", summary2: "" } } },
        "x-get": { responses: { 200: { description: "Boats" } } },
      },
    ],
    [
      "without a version",
      "openapi.yaml:1:1: This is not an OpenAPI description: it has no property `openapi`",
      { paths: {} },
    ],
    ["of a version that is a number", "openapi.yaml:1:10: `openapi: 3.1` is not a string", "openapi: 3.1\npaths: {}"],
    ["of version 2", "this says `swagger: 2.0`", "swagger: '2.0'\npaths: {}"],
    ["with nothing in it", "The description is empty", HEAD],
    [
      "with a number and a string for the same key",
      'The key "200" is defined twice',
      "openapi: 3.0.3\npaths: {}\nx: { 200: a, '200': b }",
    ],
    [
      "with a duplicate key beside a merged one",
      'openapi.yaml:3:30: The key "200" is defined twice',
      "openapi: 3.0.3\npaths: {}\nx: { <<: { 200: a }, 200: b, '200': c }",
    ],
    [
      "with an unknown tag",
      "openapi.yaml:2:8: Not valid YAML or JSON: unknown scalar tag !<!include>",
      "openapi: 3.0.3\npaths: !include paths.yaml",
    ],
    [
      "with a reference to a folder",
      "openapi.yaml:2:16: The file . does not exist",
      "openapi: 3.0.3\npaths: { $ref: . }",
    ],
    ["with a reference to the whole description", "leads to the whole description", withSchema({ $ref: "#" })],
    [
      "with an alias that leads to itself",
      "openapi.yaml:3:14: The alias leads to itself",
      "openapi: 3.0.3\npaths: {}\nx-a: &a { b: *a }",
    ],
    [
      "with an alias in a list that leads to itself",
      "openapi.yaml:3:14: The alias leads to itself",
      "openapi: 3.0.3\npaths: {}\nx-a: &a [ 1, *a ]",
    ],
    [
      "with an alias whose anchor comes later",
      'openapi.yaml:2:9: Not valid YAML or JSON: unidentified alias "a"',
      "openapi: 3.0.3\npaths: *a\nx-a: &a {}",
    ],
    [
      "with aliases of aliases of aliases",
      "openapi.yaml:1:1: The aliases of aliases stand for more than 100000 values",
      `openapi: 3.0.3\npaths: {}\nx-a: &a [${"1,".repeat(9)}]\n${[..."bcdefgh"]
        .map((name, index) => `x-${name}: &${name} [${`*${"abcdefgh"[index]},`.repeat(9)}]\n`)
        .join("")}`,
    ],
    [
      "with two documents in one file",
      "openapi.yaml:3:1: There is more than one document in the file",
      "openapi: 3.0.3\npaths: {}\n---\na: 1",
    ],
    [
      "with two documents below a comment",
      "openapi.yaml:5:1: There is more than one document in the file",
      "# Boats\n---\nopenapi: 3.0.3\npaths: {}\n---\na: 1",
    ],
    [
      "with a closing bracket too much",
      "openapi.yaml:3:1: Not valid YAML or JSON: end of the stream or a document separator is expected",
      "openapi: 3.0.3\nx-a: Boats # large\n]\npaths: {}",
    ],
    [
      "with an error after a closing bracket below its key",
      "openapi.yaml:5:9: Not valid YAML or JSON: bad indentation of a mapping entry",
      "openapi: 3.0.3\nx-a: [\n  1\n]\npaths: a: 1",
    ],
    [
      "with an alias without a space before it",
      "openapi.yaml:3:15: The alias leads to itself",
      'openapi: 3.0.3\npaths: {}\nx-a: &a { "b":*a }',
    ],
  ])("%s", (_, message, root) => {
    expect(() => bundled(root)).toThrow(message);
    expect(() => bundled(root)).toThrow(expect.objectContaining({ name: "DescriptionError" }));
  });

  test("in a missing file, or not in UTF-8", () => {
    expect(() => openDescription("nowhere/openapi.yaml")).toThrow("The file nowhere/openapi.yaml does not exist");
    const files = () => Uint8Array.of(0xff, 0xfe, 0x6f, 0x00);
    expect(() => openDescription("utf-16.yaml", { files })).toThrow(
      "utf-16.yaml:1:1: The file is not encoded in UTF-8",
    );
  });
});
