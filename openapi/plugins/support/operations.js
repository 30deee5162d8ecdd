import { child, entriesOf, follow, isObject, listOf } from "./located.js";

/** @typedef {import("./located.js").Located} Located */

/**
 * The request body of an operation, by its media types.
 *
 * @returns {{ name: string, located: Located }[]}
 */
export function requestContent(operation, resolve) {
  if (operation.node.requestBody === undefined) return [];
  return contentOf(follow(child(operation, "requestBody"), resolve), resolve);
}

/**
 * The responses of an operation, by status.
 *
 * @returns {{ status: string, located: Located }[]}
 */
export function responsesOf(operation, resolve) {
  return entriesOf(operation.node.responses).flatMap(([status]) => {
    const located = follow(child(operation, "responses", status), resolve);
    return isObject(located?.node) ? [{ status, located }] : [];
  });
}

/**
 * The media types of a request body, a response, a parameter or a header.
 *
 * @returns {{ name: string, located: Located }[]}
 */
export function contentOf(located, resolve) {
  return entriesOf(located?.node?.content).flatMap(([name]) => {
    const media = follow(child(located, "content", name), resolve);
    return isObject(media?.node) ? [{ name, located: media }] : [];
  });
}

/**
 * The values of `example` and `examples` of a media type, a parameter or a header.
 *
 * @returns {{ name: string | undefined, located: Located }[]}
 */
export function examplesOf(located, resolve) {
  const { node } = located;
  const single = node.example === undefined ? [] : [{ name: undefined, located: child(located, "example") }];
  const named = entriesOf(node.examples).flatMap(([name]) => {
    const example = follow(child(located, "examples", name), resolve);
    return isObject(example?.node) && example.node.value !== undefined
      ? [{ name, located: child(example, "value") }]
      : [];
  });
  return [...single, ...named];
}

/**
 * The parameters of an operation, those of its path item among them unless it replaces them.
 *
 * @returns {Located[]}
 */
export function parametersOf(operation, pathItem, resolve) {
  const read = (owner) =>
    listOf(owner?.node?.parameters).flatMap((_, index) => {
      const located = follow(child(owner, "parameters", index), resolve);
      return isObject(located?.node) ? [located] : [];
    });
  const own = read(operation);
  const key = ({ node }) => `${node.in} ${node.name}`;
  const replaced = new Set(own.map(key));
  return [...own, ...read(pathItem).filter((located) => !replaced.has(key(located)))];
}

/** Whether a status says that something failed. */
export const isError = (status) => status === "default" || /^[45]/.test(status);

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * All operations below `paths`, for rules that have to know an operation's path.
 *
 * @param {Located} paths
 * @returns {{ path: string, method: string, item: Located, operation: Located }[]}
 */
export function operationsOf(paths, resolve) {
  return entriesOf(paths.node).flatMap(([path]) => {
    const item = path.startsWith("/") ? follow(child(paths, path), resolve) : undefined;
    return METHODS.filter((method) => isObject(item?.node?.[method])).map((method) => ({
      path,
      method,
      item,
      operation: child(item, method),
    }));
  });
}
