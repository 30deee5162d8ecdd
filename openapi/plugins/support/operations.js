import { child, entriesOf, follow, isObject, listOf } from "./places.js";

/** @typedef {import("./places.js").Place} Place */

/**
 * The request body of an operation, by its media types.
 *
 * @returns {{ name: string, place: Place }[]}
 */
export function requestContent(operation, resolve) {
  if (operation.node.requestBody === undefined) return [];
  return contentOf(follow(child(operation, "requestBody"), resolve), resolve);
}

/**
 * The responses of an operation, by status.
 *
 * @returns {{ status: string, place: Place }[]}
 */
export function responsesOf(operation, resolve) {
  return entriesOf(operation.node.responses).flatMap(([status]) => {
    const place = follow(child(operation, "responses", status), resolve);
    return isObject(place?.node) ? [{ status, place }] : [];
  });
}

/**
 * The media types of a request body, a response, a parameter or a header.
 *
 * @returns {{ name: string, place: Place }[]}
 */
export function contentOf(place, resolve) {
  return entriesOf(place?.node?.content).flatMap(([name]) => {
    const media = follow(child(place, "content", name), resolve);
    return isObject(media?.node) ? [{ name, place: media }] : [];
  });
}

/**
 * The values of `example` and `examples` of a media type, a parameter or a header.
 *
 * @returns {{ name: string | undefined, place: Place }[]}
 */
export function examplesOf(place, resolve) {
  const { node } = place;
  const single = node.example === undefined ? [] : [{ name: undefined, place: child(place, "example") }];
  const named = entriesOf(node.examples).flatMap(([name]) => {
    const example = follow(child(place, "examples", name), resolve);
    return isObject(example?.node) && example.node.value !== undefined
      ? [{ name, place: child(example, "value") }]
      : [];
  });
  return [...single, ...named];
}

/**
 * The parameters of an operation, those of its path item among them unless it replaces them.
 *
 * @returns {Place[]}
 */
export function parametersOf(operation, pathItem, resolve) {
  const read = (owner) =>
    listOf(owner?.node?.parameters).flatMap((_, index) => {
      const place = follow(child(owner, "parameters", index), resolve);
      return isObject(place?.node) ? [place] : [];
    });
  const own = read(operation);
  const key = ({ node }) => `${node.in} ${node.name}`;
  const replaced = new Set(own.map(key));
  return [...own, ...read(pathItem).filter((place) => !replaced.has(key(place)))];
}

/** Whether a status says that something failed. */
export const isError = (status) => status === "default" || /^[45]/.test(status);

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * All operations below `paths`, for rules that have to know an operation's path.
 *
 * @param {Place} paths
 * @returns {{ path: string, method: string, item: Place, operation: Place }[]}
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
