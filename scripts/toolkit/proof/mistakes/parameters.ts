import { at, type WrongOperator, wrong } from "./operator.js";
import { type Loose, operations, parameters, resolve } from "./places.js";

const inPath = (document: Loose): Loose =>
  parameters(document).find((parameter) => parameter.in === "path" && parameter.schema?.pattern);
const inQuery = (document: Loose): Loose => parameters(document).find((parameter) => parameter.in === "query");
const withParameters = (document: Loose): Loose =>
  operations(document).find(({ operation }) => operation.parameters?.length > 0)?.operation;

const setInPath = (name: string, rule: string, change: (parameter: Loose) => void): WrongOperator =>
  wrong(name, rule, (document) => at(inPath(document), change));
const setInQuery = (name: string, rule: string, change: (parameter: Loose) => void): WrongOperator =>
  wrong(name, rule, (document) => at(inQuery(document), change));
const add = (name: string, rule: string, parameter: object): WrongOperator =>
  wrong(name, rule, (document) =>
    at(withParameters(document), (operation) => {
      operation.parameters.push(parameter);
    }),
  );

/** Parameters that can't be, or that let too much through. */
export const parameterMistakes: WrongOperator[] = [
  setInPath("a path parameter that says it is optional", "atlas/path-parameter-required", (parameter) => {
    parameter.required = false;
  }),
  setInPath("a path parameter that doesn't say it is required", "atlas/path-parameter-required", (parameter) => {
    delete parameter.required;
  }),
  setInPath("a path parameter without a pattern", "atlas/path-parameter-pattern", (parameter) => {
    delete parameter.schema.pattern;
  }),
  setInPath("a path pattern without an end", "atlas/path-parameter-pattern", (parameter) => {
    parameter.schema.pattern = "^[a-z0-9-]+";
  }),
  setInPath("a path pattern of half-anchored alternatives", "atlas/path-parameter-pattern", (parameter) => {
    parameter.schema.pattern = "^a|b$";
  }),
  setInPath("a path pattern that two dots fit", "atlas/path-parameter-pattern", (parameter) => {
    parameter.schema.pattern = "^[a-z0-9.-]+$";
  }),
  setInPath("a required parameter with a default", "atlas/parameter-shape", (parameter) => {
    parameter.schema.default = parameter.example;
  }),
  setInPath("a required parameter without an example", "atlas/operation-examples", (parameter) => {
    delete parameter.example;
    delete parameter.examples;
  }),
  setInPath("a parameter's example that breaks its pattern", "atlas/valid-example", (parameter) => {
    parameter.example = "not/at/all";
  }),
  setInPath("a parameter without a description", "parameter-description", (parameter) => {
    delete parameter.description;
  }),
  setInPath("a parameter in no known place", "struct", (parameter) => {
    parameter.in = "body";
  }),
  setInQuery("a query parameter in a path's style", "atlas/parameter-shape", (parameter) => {
    parameter.style = "matrix";
  }),
  setInQuery("a parameter without a schema", "atlas/parameter-shape", (parameter) => {
    delete parameter.schema;
  }),
  setInQuery("a parameter with a schema and a content", "atlas/parameter-shape", (parameter) => {
    parameter.content = { "application/json": { schema: { type: "string" } } };
  }),
  setInQuery("a list parameter that doesn't say how it is written", "array-parameter-serialization", (parameter) => {
    parameter.schema = { type: "array", items: { type: "string" } };
  }),
  add("credentials as a header parameter", "atlas/no-ignored-header", {
    name: "Authorization",
    in: "header",
    description: "The token.",
    schema: { type: "string" },
  }),
  add("the media type as a header parameter", "atlas/no-ignored-header", {
    name: "content-type",
    in: "header",
    description: "The media type.",
    schema: { type: "string" },
  }),
  add("a path parameter that the path lacks", "path-parameters-defined", {
    name: "nowhere",
    in: "path",
    required: true,
    description: "In no path.",
    schema: { type: "string", pattern: "^[a-z]+$" },
    example: "a",
  }),
  wrong("a parameter twice", "operation-parameters-unique", (document) =>
    at(withParameters(document), ({ parameters: list }) => {
      list.push(structuredClone(resolve(document, list[0])));
    }),
  ),
  wrong("a path member that no parameter describes", "path-parameters-defined", (document) =>
    at(
      operations(document).find(({ path }) => path.includes("{")),
      ({ operation, item }) => {
        for (const owner of [item, operation]) {
          owner.parameters = owner.parameters?.filter((one: Loose) => resolve(document, one).in !== "path");
        }
      },
    ),
  ),
];
