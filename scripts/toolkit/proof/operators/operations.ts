import { type AnyJson, type Edit, type Operator, operators, type Part } from "./operator.js";
import { isModern, partsOf, remove, rename, wholeDocument } from "./parts.js";

const [PAST, FUTURE] = ["2001-01-01", "2999-01-01"];
const NEW = { operationId: "brandNew", responses: { 204: { description: "Done" } } };
const NEWS = { post: { responses: { 204: { description: "Noted" } } } };

const pathOf = ({ above }: Part) => above as Part;
const sunsetOf = (operation: AnyJson) => Date.parse(String(operation["x-sunset"]));
const variablesOf = (path: string): string[] => path.match(/\{[^}]+\}/g) ?? [];
/** An edit of the operations that are deprecated, or are not. */
const where =
  (deprecated: boolean, edit: (operation: AnyJson, part: Part) => unknown): Edit =>
  (operation, part) =>
    (operation.deprecated === true) === deprecated && edit(operation, part);

/** Changes the first variable of a server that has several values. */
const serverVariable =
  (edit: (variable: AnyJson, others: unknown[]) => object): Edit =>
  ({ servers = [] }) => {
    const variable = servers
      .flatMap(({ variables }: AnyJson) => Object.values(variables ?? {}))
      .find(({ enum: values }: AnyJson) => values?.length > 1);
    const others = variable?.enum.filter((value: unknown) => value !== variable.default);
    return variable && Object.assign(variable, edit(variable, others)) && true;
  };

/** Changes of operations, paths, servers, callbacks and webhooks. */
export const operationChanges: Operator[] = [
  ...operators("operation", partsOf("operation"), {
    breaking: {
      "operation removed": where(false, (_, part) => remove(part)),
      "path removed": where(false, (_, part) => remove(pathOf(part))),
      "path renamed": where(false, (_, part) => rename(pathOf(part), `/moved${pathOf(part).key}`)),
      "method changed": where(false, (_, part) => {
        const other = ["patch", "put"].find((method) => !(method in part.holder));
        return other && rename(part, other);
      }),
      "operationId changed": ({ operationId }) => operationId && { operationId: `${operationId}Renamed` },
      "operationId removed": { operationId: undefined },
      "removed before its sunset": where(true, (found, part) => sunsetOf(found) > Date.now() && remove(part)),
      "removed though deprecated without a sunset": where(
        true,
        (found, part) => !("x-sunset" in found) && remove(part),
      ),
      "variables of a path swapped": (_, part) => {
        const { key } = pathOf(part);
        const [first = "", second = ""] = variablesOf(key);
        const swapped = key.replaceAll(/\{[^}]+\}/g, (name) => ({ [first]: second, [second]: first })[name] ?? name);
        return second && rename(pathOf(part), swapped);
      },
      "callback removed": { callbacks: undefined },
      "callback's request gained a type": ({ callbacks = {} }) => {
        const [media] = Object.values<AnyJson>(callbacks)
          .flatMap((callback) => Object.values<AnyJson>(callback))
          .flatMap(({ post }) => Object.values<AnyJson>(post.requestBody.content));
        return media && Object.assign(Object.values<AnyJson>(media.schema.properties)[0], { type: "array" }) && true;
      },
    },
    compatible: {
      "operation added": (_, { holder }) => {
        holder.trace = NEW;
        return true;
      },
      "operation deprecated": where(false, () => ({ deprecated: true, "x-sunset": FUTURE })),
      "sunset put off": where(true, (found) => found["x-sunset"] && { "x-sunset": FUTURE }),
      "removed after its sunset": where(true, (found, part) => sunsetOf(found) < Date.now() && remove(part)),
      "path added that differs in a variable's name": (_, part) => {
        const { key, holder, value } = pathOf(part);
        const [first] = variablesOf(key);
        if (!first || "get" in value) return false;
        holder[key.replace(first, "{other}")] = {
          get: { ...NEW, parameters: [{ name: "other", in: "path", required: true }] },
        };
        return true;
      },
      "callback added": ({ callbacks }) => ({ callbacks: { ...callbacks, onNews: { "{$request.body#/url}": NEWS } } }),
    },
    dangerous: {
      "deprecation withdrawn": where(true, () => ({ deprecated: undefined })),
      "sunset moved forward": where(true, (found) => found["x-sunset"] && { "x-sunset": PAST }),
    },
  }),
  ...operators("operation", wholeDocument, {
    compatible: {
      "path added": ({ paths }) => ({ paths: { ...paths, "/brand/new": { get: NEW } } }),
      "server added": ({ servers }) => ({ servers: [...servers, { url: "https://another.example" }] }),
      "webhook added": (document) => isModern(document) && { webhooks: { ...document.webhooks, news: NEWS } },
    },
    breaking: {
      "server URL changed": ({ servers: [first, ...others] }) => ({
        servers: [{ ...first, url: "https://elsewhere.example/base" }, ...others],
      }),
      "server removed": ({ servers }) => servers.length > 1 && { servers: servers.slice(1) },
      "server variable's value removed": serverVariable(({ enum: values }, [removed]) => ({
        enum: values.filter((value: unknown) => value !== removed),
      })),
      "webhook removed": { webhooks: undefined },
    },
    dangerous: {
      "server variable's default changed": serverVariable((_, [other]) => ({ default: other })),
    },
  }),
];
