import { expect, test } from "@jest/globals";
import { operationsOf } from "../../description/index.js";
import { whatDiffers } from "./what-differs.js";

const description = {
  openapi: "3.0.3",
  security: [{ Key: [] }],
  paths: {
    "/pets": {
      parameters: [{ name: "limit", in: "query", schema: { type: "integer" } }],
      get: { responses: { 200: { $ref: "#/components/responses/Pets" }, 401: { description: "Who?" } } },
      post: { security: [], responses: { 201: { description: "Made" } } },
    },
  },
  components: {
    responses: { Pets: { content: { "application/json": { schema: { $ref: "#/components/schemas/Pet" } } } } },
    schemas: { Pet: { type: "object", properties: { mother: { $ref: "#/components/schemas/Pet" } } } },
    securitySchemes: { Key: { type: "apiKey", name: "key", in: "header" } },
  },
};
type Sample = typeof description;

function changedBy(edit: (copy: Sample) => void): string[] {
  const copy = structuredClone(description);
  edit(copy);
  return operationsOf(whatDiffers(description, copy)).map(({ path, method }) => `${method} ${path}`);
}

test("an operation counts as changed if a part that it refers to has changed, or a security scheme", () => {
  expect(changedBy(() => {})).toEqual([]);
  expect(changedBy(({ components }) => Object.assign(components.schemas.Pet, { minProperties: 1 }))).toEqual([
    "get /pets",
  ]);
  expect(changedBy(({ components }) => Object.assign(components.securitySchemes.Key, { in: "query" }))).toEqual([
    "get /pets",
    "post /pets",
  ]);
  expect(changedBy(({ paths }) => paths["/pets"].parameters.pop())).toEqual(["get /pets", "post /pets"]);
  expect(changedBy(({ paths }) => Reflect.deleteProperty(paths["/pets"], "post"))).toEqual(["post /pets"]);
});

test("error responses that are the same on both sides are left out", () => {
  const copy = structuredClone(description);
  copy.components.schemas.Pet.properties.mother = { $ref: "#/components/schemas/Other" };
  const statuses = (one: object, other: object) =>
    Object.keys((whatDiffers({ ...one }, { ...other }) as unknown as Sample).paths["/pets"].get.responses);
  expect(statuses(copy, description)).toEqual(["200"]);
  copy.paths["/pets"].get.responses[401].description = "Who are you?";
  expect([statuses(copy, description), statuses(description, copy)]).toEqual([
    ["200", "401"],
    ["200", "401"],
  ]);
});
