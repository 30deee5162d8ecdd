import type { Level } from "../../diff/index.js";
import { type AnyOperation, drop, isModern, operations, rename, set } from "./edits.js";
import { type AnyJson, byLevel, type Operator, operator } from "./operator.js";

/** Changes the first operation that it applies to. */
const operation = (level: Level, name: string, edit: (entry: AnyOperation, document: AnyJson) => unknown) =>
  operator("operation", { level }, `operation: ${name}`, (document) =>
    operations(document).some((entry) => edit(entry, document)),
  );
const description = (level: Level, name: string, edit: (document: AnyJson) => unknown) =>
  operator("operation", { level }, `operation: ${name}`, edit);

const [PAST, FUTURE] = ["2001-01-01", "2999-01-01"];
const NEW = { operationId: "brandNew", responses: { 204: { description: "Done" } } };
const NEWS = { post: { responses: { 204: { description: "Noted" } } } };
const sunsetOf = ({ operation }: AnyOperation) => Date.parse(String(operation["x-sunset"]));
const remove = ({ pathItem, method }: AnyOperation) => drop(pathItem, method);
const variablesOf = (path: string): string[] => path.match(/\{[^}]+\}/g) ?? [];
const enumVariable = ({ servers = [] }: AnyJson): AnyJson =>
  servers
    .flatMap(({ variables }: AnyJson) => Object.values(variables ?? {}))
    .find(({ enum: values }: AnyJson) => values?.length > 1);
const callbackProperty = (operation: AnyJson): AnyJson =>
  Object.values<AnyJson>(operation.callbacks ?? {})
    .flatMap((callback) => Object.values<AnyJson>(callback))
    .map(({ post }) => Object.values<AnyJson>(Object.values<AnyJson>(post.requestBody.content)[0].schema.properties)[0])
    .find(Boolean);

/** Changes of operations, paths, servers, callbacks and webhooks. */
export const operationChanges: Operator[] = [
  ...byLevel(operation, {
    breaking: {
      "operation removed": (entry) => !entry.operation.deprecated && remove(entry),
      "path removed": (entry, { paths }) => !entry.operation.deprecated && drop(paths, entry.path),
      "path renamed": ({ path, operation }, { paths }) => !operation.deprecated && rename(paths, path, `/moved${path}`),
      "method changed": ({ pathItem, method, operation }) => {
        const other = ["patch", "put"].find((candidate) => !(candidate in pathItem));
        return !operation.deprecated && other && rename(pathItem, method, other);
      },
      "operationId changed": ({ operation }) =>
        operation.operationId && set(operation, { operationId: `${operation.operationId}Renamed` }),
      "operationId removed": ({ operation }) => drop(operation, "operationId"),
      "removed before its sunset": (entry) =>
        entry.operation.deprecated && sunsetOf(entry) > Date.now() && remove(entry),
      "removed though deprecated without a sunset": (entry) =>
        entry.operation.deprecated && !("x-sunset" in entry.operation) && remove(entry),
      "variables of a path swapped": ({ path }, { paths }) => {
        const [first = "", second] = variablesOf(path);
        if (!second) return false;
        return rename(
          paths,
          path,
          path.replaceAll(/\{[^}]+\}/g, (name) => (name === first ? second : name === second ? first : name)),
        );
      },
      "callback removed": ({ operation }) => drop(operation, "callbacks"),
      "callback's request gained a type": ({ operation }) => {
        const property = callbackProperty(operation);
        return property && set(property, { type: "array" });
      },
    },
    compatible: {
      "operation added": ({ pathItem }) => !("trace" in pathItem) && set(pathItem, { trace: NEW }),
      "operation deprecated": ({ operation }) =>
        !operation.deprecated && set(operation, { deprecated: true, "x-sunset": FUTURE }),
      "sunset put off": ({ operation }) =>
        operation.deprecated && operation["x-sunset"] && set(operation, { "x-sunset": FUTURE }),
      "removed after its sunset": (entry) =>
        entry.operation.deprecated && sunsetOf(entry) < Date.now() && remove(entry),
      "path added that differs in a variable's name": ({ path, pathItem }, { paths }) => {
        const get = { ...NEW, parameters: [{ name: "other", in: "path", required: true }] };
        const [first] = variablesOf(path);
        return first && !("get" in pathItem) && set(paths, { [path.replace(first, "{other}")]: { get } });
      },
      "callback added": ({ operation }) =>
        set(operation, { callbacks: { ...operation.callbacks, onNews: { "{$request.body#/url}": NEWS } } }),
    },
    dangerous: {
      "deprecation withdrawn": ({ operation }) => operation.deprecated && drop(operation, "deprecated"),
      "sunset moved forward": ({ operation }) =>
        operation.deprecated && operation["x-sunset"] && set(operation, { "x-sunset": PAST }),
    },
  }),
  ...byLevel(description, {
    compatible: {
      "path added": ({ paths }) => set(paths, { "/brand/new": { get: NEW } }),
      "server added": ({ servers }) => servers.push({ url: "https://another.example" }),
      "webhook added": (document) =>
        isModern(document) && set(document, { webhooks: { ...document.webhooks, news: NEWS } }),
    },
    breaking: {
      "server URL changed": ({ servers: [first] }) => set(first, { url: "https://elsewhere.example/base" }),
      "server removed": ({ servers }) => servers.length > 1 && servers.shift(),
      "server variable's value removed": (document) => {
        const variable = enumVariable(document);
        const index = variable?.enum.findIndex((value: unknown) => value !== variable.default);
        return index >= 0 && variable.enum.splice(index, 1);
      },
      "webhook removed": (document) => isModern(document) && drop(document, "webhooks"),
    },
    dangerous: {
      "server variable's default changed": (document) => {
        const variable = enumVariable(document);
        return (
          variable && set(variable, { default: variable.enum.find((value: unknown) => value !== variable.default) })
        );
      },
    },
  }),
];
