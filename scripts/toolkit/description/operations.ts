import { METHODS, type Method } from "./grammar.js";
import { isObject, type JsonObject } from "./json.js";
import { createResolver, type Resolve } from "./resolve.js";

/** An operation of a bundle, as it is written. */
export interface OperationEntry {
  /** Method and path template: `GET /boats`. Every operation has one. */
  key: string;
  path: string;
  method: Method;
  pathItem: JsonObject;
  operation: JsonObject;
}

/** The operations of a bundle, in its order; those of a path in the order of {@link METHODS}. */
export function operationsOf(
  document: Readonly<JsonObject>,
  resolve: Resolve = createResolver(document),
): OperationEntry[] {
  return pathsOf(document).flatMap(([path, item]) => {
    if (path.startsWith("x-") || !isObject(item)) return [];
    const pathItem = resolve<JsonObject>(item);
    return METHODS.flatMap((method) => {
      const operation = pathItem[method];
      if (!isObject(operation)) return [];
      const key = `${method.toUpperCase()} ${path}`;
      return [{ key, path, method, pathItem, operation: resolve<JsonObject>(operation) }];
    });
  });
}

/**
 * A copy of a bundle with its operations replaced by the results of `map`; an operation for which `map` returns
 * undefined is left out.
 */
export function mapOperations(
  document: Readonly<JsonObject>,
  map: (entry: OperationEntry) => JsonObject | undefined,
): JsonObject {
  const resolve = createResolver(document);
  const mapped = new Map(operationsOf(document, resolve).map((entry) => [entry.key, map(entry)]));
  const paths = pathsOf(document).map(([path, item]) => {
    if (path.startsWith("x-") || !isObject(item)) return [path, item];
    const entries = Object.entries(resolve<JsonObject>(item)).map(([name, value]) => {
      const key = `${name.toUpperCase()} ${path}`;
      return [name, mapped.has(key) ? mapped.get(key) : value] as const;
    });
    return [path, Object.fromEntries(entries.filter(([, value]) => value !== undefined))];
  });
  return { ...document, paths: Object.fromEntries(paths) };
}

/** A path template without the names of its variables, which make no difference to a request: `/boats/{}`. */
export const withoutNames = (template: string) => template.replaceAll(/\{[^{}]*\}/g, "{}");

const pathsOf = ({ paths }: Readonly<JsonObject>) => Object.entries(isObject(paths) ? paths : {});

// OpenAPI ignores header parameters with these names: it describes them elsewhere.
const IGNORED_HEADERS = ["accept", "content-type", "authorization"];

/** Whether OpenAPI ignores a header parameter with that name. */
export function isIgnoredHeader(name: string): boolean {
  return IGNORED_HEADERS.includes(name.toLowerCase());
}

/**
 * The parameters of an operation, with references followed. Its own replace those of the path item with the same name
 * and location.
 */
export function parametersOf({ pathItem, operation }: OperationEntry, resolve: Resolve): JsonObject[] {
  const parameters = [pathItem.parameters, operation.parameters]
    .flatMap((list) => (Array.isArray(list) ? (list as JsonObject[]) : []))
    .map((parameter) => resolve<JsonObject>(parameter))
    .filter(({ in: location, name }) => location !== "header" || !isIgnoredHeader(String(name)));
  return [...new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter])).values()];
}

/** The declared responses of an operation by status, with references followed. */
export function responsesOf({ operation }: OperationEntry, resolve: Resolve): [status: string, response: JsonObject][] {
  return Object.entries(isObject(operation.responses) ? operation.responses : {})
    .filter(([status, response]) => !status.startsWith("x-") && isObject(response))
    .map(([status, response]) => [status, resolve<JsonObject>(response as JsonObject)]);
}
