import { type AnyOperation, drop, isError, isSuccess, operations, rename, requireToo, resolve, set } from "./edits.js";
import { below, mistakes, requestMedia, responseMedia, responses } from "./mistake.js";
import type { AnyJson, Operator } from "./operator.js";

const [ROLES, EXAMPLE, SHAPE] = ["atlas/operation-roles", "atlas/valid-example", "atlas/parameter-shape"];
const [IN_PATH, ID, SECURED] = [
  "atlas/path-parameter-pattern",
  "atlas/operation-id-is-name",
  "atlas/operation-secured",
];
const [ERROR, VERSIONED, EXAMPLES] = ["atlas/error-body", "atlas/versioned-media-types", "atlas/operation-examples"];
const [MEANING, IGNORED, TEMPLATE] = [
  "atlas/no-body-without-meaning",
  "atlas/no-ignored-header",
  "atlas/path-template",
];
const [DATES, SUCCESSORS] = ["atlas/deprecation-dates", "atlas/deprecation-successors"];

const without =
  (...keys: string[]) =>
  (object: AnyJson) =>
    drop(object, ...keys);
const dropStatuses = (first: RegExp) => (operation: AnyJson) =>
  drop(operation.responses, ...Object.keys(operation.responses).filter((status) => first.test(status)));
const firstOperation = (document: AnyJson) => operations(document)[0]?.operation;
const findOperation = (document: AnyJson, fits: (entry: AnyOperation) => unknown) =>
  operations(document).find(fits)?.operation;
const inSchema = (keywords: object) => (parameter: AnyJson) => set(parameter.schema, keywords);
const addParameter = (parameter: object) => (operation: AnyJson) => operation.parameters.push(parameter);
const movePath =
  (change: (path: string) => string) =>
  (path: string, { paths }: AnyJson) =>
    rename(paths, path, change(path));
const renameMedia = (change: (mediaType: string) => string) => (content: AnyJson) =>
  rename(content, Object.keys(content)[0] ?? "", change(Object.keys(content)[0] ?? ""));
const setVersion = (date: string) => (mediaType: string) => mediaType.replace(/\d{4}-\d\d-\d\d/, date);
const setDeprecation = (values: object) => (operation: AnyJson) => set(operation["x-deprecation"], values);
const setSuccessor = (values: (operation: AnyJson) => object) => (operation: AnyJson) =>
  set(operation["x-deprecation"].successors[0], values(operation));

const parametersIn = (location: string) => (document: AnyJson) =>
  operations(document)
    .flatMap(({ pathItem, operation }) => [...(pathItem.parameters ?? []), ...(operation.parameters ?? [])])
    .map((parameter) => resolve(document, parameter))
    .find((parameter) => parameter.in === location && (location !== "path" || parameter.schema?.pattern));
const firstExample = (document: AnyJson, media: AnyJson) =>
  resolve(document, Object.values<AnyJson>(media.examples ?? {})[0]);

/** An object that a body has, with the example of it. */
const withExample = (media: (document: AnyJson) => AnyJson[]) => (document: AnyJson) =>
  media(document)
    .map((one) => ({
      value: firstExample(document, one)?.value,
      schema: below(document, one.schema).find(({ properties }) => properties),
    }))
    .find(({ value, schema }) => value && schema);
const addProperty =
  (property: object, example: unknown) =>
  ({ schema, value }: AnyJson) =>
    set(schema.properties, { added: property }) && set(value, { added: example });
const successMedia = (document: AnyJson) => responseMedia(document, isSuccess);

/** Operations, paths, parameters and bodies that lack something or have what they can't have. */
export const operationMistakes: Operator[] = [
  ...mistakes(firstOperation, {
    [ROLES]: {
      "an operation without roles": without("x-required-roles"),
      "an operation with an empty list of roles": { "x-required-roles": [] },
      "a role twice": ({ "x-required-roles": roles }) => roles.push(roles[0]),
    },
    "atlas/known-extensions": {
      "a misspelt extension": (operation) => set(operation, { "x-requiredroles": operation["x-required-roles"] }),
    },
    "atlas/operation-errors": {
      "an operation without a 401": dropStatuses(/^401/),
      "an operation without a 500": dropStatuses(/^500/),
    },
    "operation-4xx-response": { "an operation that can't fail": dropStatuses(/^[45]/) },
    "operation-2xx-response": { "an operation that can't succeed": dropStatuses(/^2/) },
    struct: { "a status that is none": ({ responses: all }) => set(all, { 20: all["401"] }) },
    [MEANING]: {
      "a body in a 204": ({ responses: all }) => set(all, { 204: all[Object.keys(all).find(isSuccess) ?? ""] }),
    },
    "operation-operationId": { "an operation without an operationId": without("operationId") },
    [ID]: {
      "an operationId that is not an identifier": { operationId: "upgrade-cluster" },
      "a reserved operationId": { operationId: "then" },
    },
    "operation-tag-defined": { "a tag that is not declared": { tags: ["Nowhere"] } },
    "operation-singular-tag": { "two tags": ({ tags }) => tags.push(...tags) },
    "operation-summary": { "an operation without a summary": without("summary") },
    "operation-description": { "an operation without a description": without("description") },
    "security-defined": { "credentials of no known scheme": { security: [{ Nowhere: [] }] } },
    [SECURED]: {
      "an operation without credentials": { security: [] },
      "an operation where credentials are optional": { security: [{}] },
    },
  }),
  ...mistakes((document) => (operations(document).length > 1 ? operations(document) : undefined), {
    "operation-operationId-unique": {
      "an operationId twice": ([first, second]) => set(first.operation, { operationId: second.operation.operationId }),
    },
    [ID]: {
      "operationIds that differ in case only": ([first, second]) =>
        set(first.operation, { operationId: second.operation.operationId.toUpperCase() }),
    },
  }),
  ...mistakes((document) => findOperation(document, ({ method }) => method === "get"), {
    [MEANING]: {
      "a request body on GET": (operation, document) => {
        const [media] = requestMedia(document);
        return (
          media !== undefined &&
          set(operation, { requestBody: { content: { "application/json": structuredClone(media) } } })
        );
      },
    },
  }),
  ...mistakes((document) => Object.keys(document.paths).find((path) => path.includes("{")), {
    "path-not-include-query": { "a query in the path": movePath((path) => `${path}?pretty=true`) },
    "no-path-trailing-slash": { "a slash at the end of the path": movePath((path) => `${path}/`) },
    [TEMPLATE]: {
      "an open brace in the path": movePath((path) => path.replace("}", "")),
      "an empty segment in the path": movePath((path) => path.replace("/{", "//{")),
      "a fragment in the path": movePath((path) => `${path}#here`),
    },
    "no-identical-paths": {
      "two paths that can't be distinguished": (path, { paths }) =>
        set(paths, { [path.replace(/\{[^}]+\}/, "{other}")]: structuredClone(paths[path]) }),
    },
  }),
  ...mistakes(
    (document) =>
      findOperation(document, ({ path, operation }) => path.includes("/v2/") && operation.requestBody)?.requestBody
        .content,
    {
      [VERSIONED]: {
        "a media type without a version": renameMedia(() => "application/json"),
        "a version that is not a date": renameMedia(setVersion("2024-13-01")),
        "a request of another version than its response": renameMedia(setVersion("2021-01-01")),
      },
    },
  ),
  ...mistakes((document) => operations(document)[0]?.pathItem, {
    struct: { "an object parameter in the path item": { parameters: {} } },
  }),
  ...mistakes(parametersIn("path"), {
    "atlas/path-parameter-required": {
      "a path parameter that says it is optional": { required: false },
      "a path parameter that doesn't say it is required": without("required"),
    },
    [IN_PATH]: {
      "a path parameter without a pattern": ({ schema }) => drop(schema, "pattern"),
      "a path pattern without an end": inSchema({ pattern: "^[a-z0-9-]+" }),
      "a path pattern of half-anchored alternatives": inSchema({ pattern: "^a|b$" }),
      "a path pattern that two dots fit": inSchema({ pattern: "^[a-z0-9.-]+$" }),
    },
    [SHAPE]: { "a required parameter with a default": ({ schema, example }) => set(schema, { default: example }) },
    [EXAMPLES]: { "a required parameter without an example": without("example", "examples") },
    [EXAMPLE]: { "a parameter's example that breaks its pattern": { example: "not/at/all" } },
    "parameter-description": { "a parameter without a description": without("description") },
    struct: { "a parameter in an unknown location": { in: "body" } },
  }),
  ...mistakes(parametersIn("query"), {
    [SHAPE]: {
      "a query parameter in a path's style": { style: "matrix" },
      "a parameter without a schema": without("schema"),
      "a parameter with a schema and a content": { content: { "application/json": { schema: { type: "string" } } } },
    },
    "array-parameter-serialization": {
      "a list parameter that doesn't say how it is written": { schema: { type: "array", items: { type: "string" } } },
    },
  }),
  ...mistakes((document) => findOperation(document, ({ operation }) => operation.parameters?.length > 0), {
    [IGNORED]: {
      "credentials as a header parameter": addParameter({
        name: "Authorization",
        in: "header",
        description: "The token.",
        schema: { type: "string" },
      }),
      "the media type as a header parameter": addParameter({
        name: "content-type",
        in: "header",
        description: "The media type.",
        schema: { type: "string" },
      }),
    },
    "path-parameters-defined": {
      "a path parameter that the path lacks": addParameter({
        ...{ name: "nowhere", in: "path", required: true, description: "In no path." },
        ...{ schema: { type: "string", pattern: "^[a-z]+$" }, example: "a" },
      }),
    },
    "operation-parameters-unique": {
      "a parameter twice": ({ parameters: [first], parameters }, document) =>
        parameters.push(structuredClone(resolve(document, first))),
    },
  }),
  ...mistakes((document) => operations(document).find(({ path }) => path.includes("{")), {
    "path-parameters-defined": {
      "a path variable that no parameter describes": ({ operation, pathItem }, document) => {
        for (const owner of [pathItem, operation]) {
          owner.parameters = owner.parameters?.filter((one: AnyJson) => resolve(document, one).in !== "path");
        }
      },
    },
  }),
  ...mistakes((document) => responseMedia(document, isError)[0], {
    [ERROR]: {
      "an error whose body is anything": { schema: { type: "object" } },
      "an error without a schema": without("schema"),
      "an error object whose code is optional": (media, document) => {
        const schema = resolve(document, media.schema);
        return set(schema, { required: schema.required.filter((name: string) => name !== "errorCode") });
      },
      "an error object whose status is a string": (media, document) =>
        set(resolve(document, media.schema).properties, { error: { type: "string" } }),
      "an error's example with another status": (media, document) =>
        set(firstExample(document, media)?.value ?? {}, { error: 418 }),
    },
  }),
  ...mistakes((document) => responses(document, isError)[0], {
    [ERROR]: {
      "an error of another media type": (response) =>
        set(response, { content: { "application/problem+json": Object.values(response.content)[0] } }),
      "an error without a body": without("content"),
    },
  }),
  ...mistakes((document) => responses(document, isSuccess)[0], {
    "atlas/valid-media-type": {
      "a media type that is none": ({ content }) => set(content, { "application-json": Object.values(content)[0] }),
    },
    struct: { "a response without a description": without("description") },
  }),
  ...mistakes((document) => responses(document, (status) => status === "429")[0], {
    "response-contains-header": { "a 429 that doesn't say when to come again": without("headers") },
  }),
  ...mistakes((document) => requestMedia(document)[0], {
    [EXAMPLES]: { "a request without examples": without("examples") },
    "atlas/documentation-example": {
      "the documentation's example first": (media) => {
        const { documentation = Object.values(media.examples)[0], ...others } = media.examples;
        return set(media, { examples: { documentation, ...others } });
      },
    },
  }),
  ...mistakes((document) => successMedia(document)[0], {
    [EXAMPLES]: { "a response without examples": { examples: {} } },
  }),
  ...mistakes(withExample(requestMedia), {
    [EXAMPLE]: {
      "a read-only property in a request's example": addProperty({ type: "string", readOnly: true }, "a"),
      "an example of another type": addProperty({ type: "boolean" }, "true"),
      "an example of a value that the enum lacks": addProperty({ type: "string", enum: ["A"] }, "B"),
      "an example without a required property": ({ schema }) =>
        set(schema.properties, { added: { type: "string" } }) && requireToo(schema, "added"),
    },
    "no-invalid-media-type-examples": {
      "an example with a property that nothing describes": ({ value }) => set(value, { undescribed: true }),
    },
  }),
  ...mistakes(withExample(successMedia), {
    [EXAMPLE]: {
      "a write-only property in a response's example": addProperty({ type: "string", writeOnly: true }, "a"),
      "an example that breaks a pattern": addProperty({ type: "string", pattern: "^a$" }, "b"),
      "an example with a date that the calendar lacks": addProperty(
        { type: "string", format: "date-time" },
        "2025-02-30T00:00:00Z",
      ),
    },
  }),
  ...mistakes((document) => findOperation(document, ({ operation }) => operation.deprecated), {
    [DATES]: {
      "a deprecation without a sunset": without("x-sunset"),
      "a sunset that the calendar lacks": { "x-sunset": "2025-02-30" },
      "a sunset in words": { "x-sunset": "February 2025" },
      "a sunset before the deprecation": { "x-sunset": "1999-12-31" },
      "a deprecation without its beginning": (operation) => drop(operation["x-deprecation"], "since"),
      "a beginning that the calendar lacks": setDeprecation({ since: "2025-13" }),
      "a deprecation without its notice": without("x-deprecation"),
      "a sunset of what is not deprecated": without("deprecated"),
    },
    [SUCCESSORS]: {
      "a deprecation without successors": setDeprecation({ successors: [] }),
      "a successor that doesn't exist": setSuccessor(() => ({ operationId: "nowhere" })),
      "an operation that succeeds itself": setSuccessor(({ operationId }) => ({ operationId })),
      "a successor with nothing to go by": setDeprecation({ successors: [{ source: "here" }] }),
      "a successor's link that is none": setDeprecation({ successors: [{ link: "see the manual" }] }),
      "a note without a link to the documentation": (operation) =>
        drop(operation["x-deprecation"], "documentation") &&
        setDeprecation({ successors: [{ note: "nothing to call" }] })(operation),
      "a successor that is deprecated itself": (operation, document) => {
        const id = operation["x-deprecation"]?.successors?.[0]?.operationId;
        const successor = findOperation(document, (entry) => id && entry.operation.operationId === id);
        return successor !== undefined && set(successor, { deprecated: true });
      },
    },
  }),
  ...mistakes((document) => findOperation(document, ({ operation }) => !operation.deprecated), {
    struct: { "deprecated as a string": { deprecated: "true" } },
  }),
];
