import { isObject, type JsonObject, type OperationEntry, operationsOf } from "../../description/index.js";
import { type Operator, operator } from "./change.js";
import { isJsonSchema, list, member } from "./change-places.js";

/** An operator on the first operation that has what it takes. */
function onOperation(
  level: Operator["level"],
  name: string,
  edit: (place: OperationEntry, document: JsonObject) => boolean,
): Operator {
  return operator("operation", level, name, (document) =>
    operationsOf(document).some((place) => edit(place, document)),
  );
}

const PAST = "2001-01-01";
const FUTURE = "2999-01-01";
const NEW_OPERATION = { operationId: "brandNew", responses: { 204: { description: "Done" } } };
const sunsetTo = (deprecated: boolean, sunset?: string) => (operation: JsonObject) => {
  if (deprecated) operation.deprecated = true;
  else delete operation.deprecated;
  if (sunset) operation["x-sunset"] = sunset;
  else delete operation["x-sunset"];
};
const isOff = ({ deprecated }: JsonObject) => deprecated !== true;
const serversOf = (document: JsonObject) => list(document, "servers").filter(isObject);

const servers = (level: Operator["level"], name: string, edit: (document: JsonObject) => boolean) =>
  operator("operation", level, `server ${name}`, edit);

/** Changes of operations, paths, servers, callbacks and webhooks. */
export const operationChanges: Operator[] = [
  onOperation(
    "breaking",
    "operation removed",
    ({ pathItem, method, operation }) => isOff(operation) && delete pathItem[method],
  ),
  operator("operation", "breaking", "path removed", (document) => {
    const paths = member(document, "paths");
    const first = operationsOf(document).find(({ operation }) => isOff(operation));
    return first !== undefined && delete paths[first.path];
  }),
  onOperation("breaking", "path renamed", ({ path, pathItem, operation }, document) => {
    if (!isOff(operation)) return false;
    member(document, "paths")[`/moved${path}`] = pathItem;
    return delete member(document, "paths")[path];
  }),
  onOperation("breaking", "method changed", ({ pathItem, method, operation }) => {
    const other = ["patch", "put"].find((candidate) => !(candidate in pathItem));
    if (!isOff(operation) || !other) return false;
    pathItem[other] = operation;
    return delete pathItem[method];
  }),
  onOperation("compatible", "operation added", ({ pathItem }) => {
    if ("trace" in pathItem) return false;
    pathItem.trace = NEW_OPERATION;
    return true;
  }),
  operator("operation", "compatible", "path added", (document) => {
    member(document, "paths")["/brand/new"] = { get: NEW_OPERATION };
    return true;
  }),
  onOperation("breaking", "operationId changed", ({ operation }) => {
    if (!operation.operationId) return false;
    operation.operationId = `${operation.operationId}Renamed`;
    return true;
  }),
  onOperation(
    "breaking",
    "operationId removed",
    ({ operation }) => "operationId" in operation && delete operation.operationId,
  ),
  onOperation("compatible", "operation deprecated", ({ operation }) => {
    if (!isOff(operation)) return false;
    sunsetTo(true, FUTURE)(operation);
    return true;
  }),
  onOperation(
    "dangerous",
    "deprecation withdrawn",
    ({ operation }) => !isOff(operation) && delete operation.deprecated,
  ),
  onOperation("dangerous", "sunset moved forward", ({ operation }) => {
    if (isOff(operation) || typeof operation["x-sunset"] !== "string") return false;
    operation["x-sunset"] = PAST;
    return true;
  }),
  onOperation("compatible", "sunset put off", ({ operation }) => {
    if (isOff(operation) || typeof operation["x-sunset"] !== "string") return false;
    operation["x-sunset"] = FUTURE;
    return true;
  }),
  onOperation("compatible", "removed after its sunset", ({ pathItem, method, operation }) => {
    const time = Date.parse(String(operation["x-sunset"]));
    return !isOff(operation) && time < Date.now() && delete pathItem[method];
  }),
  onOperation("breaking", "removed before its sunset", ({ pathItem, method, operation }) => {
    const time = Date.parse(String(operation["x-sunset"]));
    return !isOff(operation) && time > Date.now() && delete pathItem[method];
  }),
  onOperation("breaking", "removed though deprecated without a sunset", ({ pathItem, method, operation }) => {
    return !isOff(operation) && !("x-sunset" in operation) && delete pathItem[method];
  }),
  onOperation("breaking", "variables of a path changed places", ({ path, pathItem }, document) => {
    const [first, second] = path.match(/\{[^}]+\}/g) ?? [];
    if (!first || !second) return false;
    const swapped = path.replaceAll(/\{[^}]+\}/g, (name) => (name === first ? second : name === second ? first : name));
    member(document, "paths")[swapped] = pathItem;
    return delete member(document, "paths")[path];
  }),
  onOperation("compatible", "path added that differs in a variable's name", ({ path, pathItem }, document) => {
    if (!path.includes("{") || "get" in pathItem) return false;
    const get = { ...NEW_OPERATION, parameters: [{ name: "other", in: "path", required: true }] };
    member(document, "paths")[path.replace(/\{[^}]+\}/, "{other}")] = { get };
    return true;
  }),
  servers("breaking", "URL changed", (document) => {
    const [first] = serversOf(document);
    if (first) first.url = "https://elsewhere.example/base";
    return first !== undefined;
  }),
  servers("breaking", "removed", (document) => {
    document.servers = serversOf(document).slice(1);
    return serversOf(document).length > 0;
  }),
  servers("compatible", "added", (document) => {
    document.servers = [...serversOf(document), { url: "https://another.example" }];
    return serversOf(document).length > 1;
  }),
  servers("breaking", "variable's value removed", (document) => {
    const variable = enumVariable(document);
    const values = list(variable, "enum").filter((value) => value !== variable?.default);
    return values.length > 0 && list(variable, "enum").splice(list(variable, "enum").indexOf(values[0]), 1).length > 0;
  }),
  servers("dangerous", "variable's default changed", (document) => {
    const variable = enumVariable(document);
    const other = list(variable, "enum").find((value) => value !== variable?.default);
    if (!variable || other === undefined) return false;
    variable.default = other;
    return true;
  }),
  onOperation(
    "breaking",
    "callback removed",
    ({ operation }) => "callbacks" in operation && delete operation.callbacks,
  ),
  onOperation("breaking", "callback's request gained a type", ({ operation }) => {
    const schema = callbackMember(operation);
    if (schema) schema.type = "array";
    return schema !== undefined;
  }),
  onOperation("compatible", "callback added", ({ operation }) => {
    operation.callbacks = {
      ...member(operation, "callbacks"),
      onNews: { "{$request.body#/url}": { post: { responses: { 204: { description: "Noted" } } } } },
    };
    return true;
  }),
  operator(
    "operation",
    "breaking",
    "webhook removed",
    (document) => isJsonSchema(document) && "webhooks" in document && delete document.webhooks,
  ),
  operator("operation", "compatible", "webhook added", (document) => {
    document.webhooks = {
      ...member(document, "webhooks"),
      news: { post: { responses: { 204: { description: "Noted" } } } },
    };
    return isJsonSchema(document);
  }),
];

function enumVariable(document: JsonObject): JsonObject | undefined {
  const variables = serversOf(document).flatMap((server) => Object.values(member(server, "variables")));
  return variables.filter(isObject).find((variable) => list(variable, "enum").length > 1);
}

function callbackMember(operation: JsonObject): JsonObject | undefined {
  for (const callback of Object.values(member(operation, "callbacks")).filter(isObject)) {
    for (const pathItem of Object.values(callback).filter(isObject)) {
      const content = member(member(member(pathItem, "post"), "requestBody"), "content");
      const schema = member(Object.values(content).find(isObject) as JsonObject | undefined, "schema");
      const inner = Object.values(member(schema, "properties")).find(isObject);
      if (inner) return inner;
    }
  }
  return undefined;
}
