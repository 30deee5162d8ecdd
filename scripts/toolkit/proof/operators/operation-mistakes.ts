import { type AnyJson, type Edit, type Operator, operators, type Part } from "./operator.js";
import { isError, isSuccess, only, partsOf, rename, resolve } from "./parts.js";

const operationsWith = (fits: (operation: AnyJson) => unknown) =>
  only(partsOf("operation"), ({ value }) => fits(value));
const parametersIn = (location: string) => only(partsOf("parameter"), ({ value }) => value.in === location);
const responsesWith = (fits: (status: string) => boolean) => only(partsOf("response"), ({ key }) => fits(key));
const mediaTypesWith = (fits: (status: string) => boolean) =>
  only(partsOf("mediaType", "response"), ({ above }) => fits(above?.above?.key ?? ""));

const withoutStatuses =
  (status: RegExp): Edit =>
  ({ responses }) => ({
    responses: Object.fromEntries(Object.entries(responses).filter(([key]) => !status.test(key))),
  });
const inSchema =
  (keywords: object) =>
  ({ schema }: AnyJson) => ({ schema: { ...schema, ...keywords } });
const withParameter =
  (parameter: object): Edit =>
  ({ parameters }) => ({ parameters: [...parameters, parameter] });
const renamed =
  (change: (key: string) => string): Edit =>
  (_, part) =>
    rename(part, change(part.key));
const versioned = (date: string) => renamed((mediaType) => mediaType.replace(/\d{4}-\d\d-\d\d/, date));
const deprecation = (values: object) => (operation: AnyJson) => ({
  "x-deprecation": { ...operation["x-deprecation"], ...values },
});

const firstExample = (document: AnyJson, { examples = {} }: AnyJson): AnyJson =>
  resolve(document, Object.values<AnyJson>(examples)[0] ?? {}).value;
/** The first object schema of a body: the whole, or one of its alternatives or parts. */
function objectOf(document: AnyJson, schema: AnyJson): AnyJson {
  const found = resolve(document, schema);
  const parts: AnyJson[] = found.allOf ?? found.oneOf ?? found.anyOf ?? [];
  return found.properties ? found : parts.map((part) => objectOf(document, part)).find(Boolean);
}
/** Changes an object schema of a body and its first example. */
const described =
  (edit: (schema: AnyJson, example: AnyJson) => void): Edit =>
  (media, { document }) => {
    const [schema, example] = [objectOf(document, media.schema), firstExample(document, media)];
    if (!schema || !example) return false;
    edit(schema, example);
    return true;
  };
const property = (written: object, example: unknown) =>
  described((schema, value) => {
    schema.properties.added = written;
    value.added = example;
  });

/** Operations, paths, parameters and bodies that lack something or have what they can't have. */
export const operationMistakes: Operator[] = [
  ...operators("mistake", partsOf("operation"), {
    "atlas/operation-roles": {
      "an operation without roles": { "x-required-roles": undefined },
      "an operation with an empty list of roles": { "x-required-roles": [] },
      "a role twice": ({ "x-required-roles": roles }) => ({ "x-required-roles": [...roles, roles[0]] }),
    },
    "atlas/known-extensions": {
      "a misspelt extension": (operation) => ({ "x-requiredroles": operation["x-required-roles"] }),
    },
    "atlas/operation-errors": {
      "an operation without a 401": withoutStatuses(/^401/),
      "an operation without a 500": withoutStatuses(/^500/),
    },
    "operation-4xx-response": { "an operation that can't fail": withoutStatuses(/^[45]/) },
    "operation-2xx-response": { "an operation that can't succeed": withoutStatuses(/^2/) },
    struct: {
      "a status that is none": ({ responses }) => ({ responses: { ...responses, 20: responses["401"] } }),
      "deprecated as a string": ({ deprecated }) => !deprecated && { deprecated: "true" },
      "an object parameter in the path item": (_, { holder }) => {
        holder.parameters = {};
        return true;
      },
    },
    "atlas/no-body-without-meaning": {
      "a body in a 204": ({ responses }) => ({
        responses: { ...responses, 204: responses[Object.keys(responses).find(isSuccess) ?? ""] },
      }),
      "a request body on GET": (_, { key, document }) => {
        const [media] = partsOf("mediaType", "request")(document);
        const content = { "application/json": structuredClone(media?.value) };
        return key === "get" && media && { requestBody: { content } };
      },
    },
    "operation-operationId": { "an operation without an operationId": { operationId: undefined } },
    "atlas/operation-id-is-name": {
      "an operationId that is not an identifier": { operationId: "upgrade-cluster" },
      "a reserved operationId": { operationId: "then" },
      "operationIds that differ in case only": ({ operationId }, { document }) => {
        const other = [...partsOf("operation")(document)].find(({ value }) => value.operationId !== operationId);
        return other && { operationId: other.value.operationId.toUpperCase() };
      },
    },
    "operation-operationId-unique": {
      "an operationId twice": ({ operationId }, { document }) => {
        const other = [...partsOf("operation")(document)].find(({ value }) => value.operationId !== operationId);
        return other && { operationId: other.value.operationId };
      },
    },
    "operation-tag-defined": { "a tag that is not declared": { tags: ["Nowhere"] } },
    "operation-singular-tag": { "two tags": ({ tags }) => ({ tags: [...tags, ...tags] }) },
    "operation-summary": { "an operation without a summary": { summary: undefined } },
    "operation-description": { "an operation without a description": { description: undefined } },
    "security-defined": { "credentials of no known scheme": { security: [{ Nowhere: [] }] } },
    "atlas/operation-secured": {
      "an operation without credentials": { security: [] },
      "an operation where credentials are optional": { security: [{}] },
    },
  }),
  ...operators(
    "mistake",
    only(partsOf("pathItem"), ({ key }) => key.includes("{")),
    {
      "path-not-include-query": { "a query in the path": renamed((path) => `${path}?pretty=true`) },
      "no-path-trailing-slash": { "a slash at the end of the path": renamed((path) => `${path}/`) },
      "atlas/path-template": {
        "an open brace in the path": renamed((path) => path.replace("}", "")),
        "an empty segment in the path": renamed((path) => path.replace("/{", "//{")),
        "a fragment in the path": renamed((path) => `${path}#here`),
      },
      "no-identical-paths": {
        "two paths that can't be distinguished": (item, { holder, key }) => {
          holder[key.replace(/\{[^}]+\}/, "{other}")] = structuredClone(item);
          return true;
        },
      },
      "path-parameters-defined": {
        "a path variable that no parameter describes": (item, { document }) => {
          const owners = [item, ...Object.values<AnyJson>(item)].filter(({ parameters }) => parameters);
          for (const owner of owners) {
            owner.parameters = owner.parameters.filter((one: AnyJson) => resolve(document, one).in !== "path");
          }
          return true;
        },
      },
    },
  ),
  ...operators(
    "mistake",
    only(partsOf("mediaType", "request"), ({ key }) => /\d{4}-\d\d-\d\d/.test(key)),
    {
      "atlas/versioned-media-types": {
        "a media type without a version": renamed(() => "application/json"),
        "a version that is not a date": versioned("2024-13-01"),
        "a request of another version than its response": versioned("2021-01-01"),
      },
    },
  ),
  ...operators(
    "mistake",
    only(parametersIn("path"), ({ value }) => value.schema?.pattern),
    {
      "atlas/path-parameter-required": {
        "a path parameter that says it is optional": { required: false },
        "a path parameter that doesn't say it is required": { required: undefined },
      },
      "atlas/path-parameter-pattern": {
        "a path parameter without a pattern": inSchema({ pattern: undefined }),
        "a path pattern without an end": inSchema({ pattern: "^[a-z0-9-]+" }),
        "a path pattern of half-anchored alternatives": inSchema({ pattern: "^a|b$" }),
        "a path pattern that two dots fit": inSchema({ pattern: "^[a-z0-9.-]+$" }),
      },
      "atlas/parameter-shape": {
        "a required parameter with a default": (found) => inSchema({ default: found.example })(found),
      },
      "atlas/operation-examples": {
        "a required parameter without an example": { example: undefined, examples: undefined },
      },
      "atlas/valid-example": { "a parameter's example that breaks its pattern": { example: "not/at/all" } },
      "parameter-description": { "a parameter without a description": { description: undefined } },
      struct: { "a parameter in an unknown location": { in: "body" } },
    },
  ),
  ...operators("mistake", parametersIn("query"), {
    "atlas/parameter-shape": {
      "a query parameter in a path's style": { style: "matrix" },
      "a parameter without a schema": { schema: undefined },
      "a parameter with a schema and a content": { content: { "application/json": { schema: { type: "string" } } } },
    },
    "array-parameter-serialization": {
      "a list parameter that doesn't say how it is written": { schema: { type: "array", items: { type: "string" } } },
    },
  }),
  ...operators(
    "mistake",
    operationsWith(({ parameters }) => parameters?.length > 0),
    {
      "atlas/no-ignored-header": {
        "credentials as a header parameter": withParameter({
          ...{ name: "Authorization", in: "header", description: "The token.", schema: { type: "string" } },
        }),
        "the media type as a header parameter": withParameter({
          ...{ name: "content-type", in: "header", description: "The media type.", schema: { type: "string" } },
        }),
      },
      "path-parameters-defined": {
        "a path parameter that the path lacks": withParameter({
          ...{ name: "nowhere", in: "path", required: true, description: "In no path." },
          ...{ schema: { type: "string", pattern: "^[a-z]+$" }, example: "a" },
        }),
      },
      "operation-parameters-unique": {
        "a parameter twice": ({ parameters }, { document }) => ({
          parameters: [...parameters, structuredClone(resolve(document, parameters[0]))],
        }),
      },
    },
  ),
  ...operators("mistake", mediaTypesWith(isError), {
    "atlas/error-body": {
      "an error whose body is anything": { schema: { type: "object" } },
      "an error without a schema": { schema: undefined },
      "an error's example with another status": (media, { document }) =>
        Object.assign(firstExample(document, media) ?? {}, { error: 418 }) && true,
    },
  }),
  ...operators("mistake", only(partsOf("schema", "response"), isErrorObject), {
    "atlas/error-body": {
      "an error object whose code is optional": ({ required }) => ({
        required: required.filter((name: string) => name !== "errorCode"),
      }),
      "an error object whose status is a string": ({ properties }) => ({
        properties: { ...properties, error: { type: "string" } },
      }),
    },
  }),
  ...operators("mistake", responsesWith(isError), {
    "atlas/error-body": {
      "an error of another media type": ({ content }) => ({
        content: { "application/problem+json": Object.values(content)[0] },
      }),
      "an error without a body": { content: undefined },
    },
  }),
  ...operators("mistake", responsesWith(isSuccess), {
    "atlas/valid-media-type": {
      "a media type that is none": ({ content }) => ({
        content: { ...content, "application-json": Object.values(content)[0] },
      }),
    },
    struct: { "a response without a description": { description: undefined } },
  }),
  ...operators(
    "mistake",
    responsesWith((status) => status === "429"),
    {
      "response-contains-header": { "a 429 that doesn't say when to come again": { headers: undefined } },
    },
  ),
  ...operators("mistake", partsOf("mediaType", "request"), {
    "atlas/operation-examples": { "a request without examples": { examples: undefined } },
    "atlas/documentation-example": {
      "the documentation's example first": ({ examples }) => {
        const { documentation = Object.values(examples)[0], ...others } = examples;
        return { examples: { documentation, ...others } };
      },
    },
    "atlas/valid-example": {
      "a read-only property in a request's example": property({ type: "string", readOnly: true }, "a"),
      "an example of another type": property({ type: "boolean" }, "true"),
      "an example of a value that the enum lacks": property({ type: "string", enum: ["A"] }, "B"),
      "an example without a required property": described((schema) => {
        schema.properties.added = { type: "string" };
        schema.required = [...(schema.required ?? []), "added"];
      }),
    },
    "no-invalid-media-type-examples": {
      "an example with a property that nothing describes": described((_, example) => {
        example.undescribed = true;
      }),
    },
  }),
  ...operators("mistake", mediaTypesWith(isSuccess), {
    "atlas/operation-examples": { "a response without examples": { examples: {} } },
    "atlas/valid-example": {
      "a write-only property in a response's example": property({ type: "string", writeOnly: true }, "a"),
      "an example that breaks a pattern": property({ type: "string", pattern: "^a$" }, "b"),
      "an example with a date that the calendar lacks": property(
        { type: "string", format: "date-time" },
        "2025-02-30T00:00:00Z",
      ),
    },
  }),
  ...operators(
    "mistake",
    operationsWith((operation) => operation["x-deprecation"]?.successors),
    {
      "atlas/deprecation-dates": {
        "a deprecation without a sunset": { "x-sunset": undefined },
        "a sunset that the calendar lacks": { "x-sunset": "2025-02-30" },
        "a sunset in words": { "x-sunset": "February 2025" },
        "a sunset before the deprecation": { "x-sunset": "1999-12-31" },
        "a deprecation without its beginning": deprecation({ since: undefined }),
        "a beginning that the calendar lacks": deprecation({ since: "2025-13" }),
        "a deprecation without its notice": { "x-deprecation": undefined },
        "a sunset of what is not deprecated": { deprecated: undefined },
      },
      "atlas/deprecation-successors": {
        "a deprecation without successors": deprecation({ successors: [] }),
        "a successor that doesn't exist": deprecation({ successors: [{ operationId: "nowhere" }] }),
        "an operation that succeeds itself": (operation) =>
          deprecation({ successors: [{ operationId: operation.operationId }] })(operation),
        "a successor with nothing to go by": deprecation({ successors: [{ source: "here" }] }),
        "a successor's link that is none": deprecation({ successors: [{ link: "see the manual" }] }),
        "a note without a link to the documentation": deprecation({
          ...{ documentation: undefined, successors: [{ note: "nothing to call" }] },
        }),
        "a successor that is deprecated itself": (operation, { document }) => {
          const id = operation["x-deprecation"].successors[0]?.operationId;
          const successor = [...partsOf("operation")(document)].find(({ value }) => id && value.operationId === id);
          return successor && Object.assign(successor.value, { deprecated: true }) && true;
        },
      },
    },
  ),
];

function isErrorObject({ key, above }: Part): boolean {
  return key === "schema" && isError(above?.above?.above?.key ?? "");
}
