import { isObject } from "./located.js";

/** @typedef {import("./located.js").Located} Located */

/**
 * The request body of an operation, by its media types.
 *
 * @returns {[name: string, media: Located][]}
 */
export const requestContent = (operation) => contentOf(operation.child("requestBody").follow());

/**
 * The responses of an operation, by status.
 *
 * @returns {[status: string, response: Located][]}
 */
export const responsesOf = (operation) => followed(operation.entries("responses"));

/**
 * The media types of a request body, a response, a parameter or a header.
 *
 * @returns {[name: string, media: Located][]}
 */
export const contentOf = (located) => (located ? followed(located.entries("content")) : []);

/**
 * The media types of an operation's successful responses.
 *
 * @returns {[name: string, media: Located][]}
 */
export const successContent = (operation) =>
  responsesOf(operation).flatMap(([status, response]) => (status.startsWith("2") ? contentOf(response) : []));

/**
 * The values of `example` and `examples` of a media type, a parameter or a header.
 *
 * @returns {Located[]}
 */
export const examplesOf = (located) =>
  [
    located.child("example"),
    ...followed(located.entries("examples")).map(([, example]) => example.child("value")),
  ].filter(({ node }) => node !== undefined);

/**
 * The parameters of an operation, those of its path item among them unless it replaces them.
 *
 * @returns {Located[]}
 */
export function parametersOf(operation, pathItem) {
  const read = (owner) => owner.items("parameters").flatMap((parameter) => followObject(parameter));
  const own = read(operation);
  const key = ({ node }) => `${node.in} ${node.name}`;
  const replaced = new Set(own.map(key));
  return [...own, ...read(pathItem).filter((located) => !replaced.has(key(located)))];
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * All operations below `paths`, for rules that have to know an operation's path.
 *
 * @param {Located} paths
 * @returns {{ path: string, item: Located, operation: Located }[]}
 */
export function operationsOf(paths) {
  return paths.entries().flatMap(([path, written]) => {
    const item = path.startsWith("/") ? written.follow() : undefined;
    const methods = METHODS.filter((method) => isObject(item?.node?.[method]));
    return methods.map((method) => ({ path, item, operation: item.child(method) }));
  });
}

const followed = (entries) =>
  entries.flatMap(([name, located]) => followObject(located).map((target) => [name, target]));

function followObject(located) {
  const target = located.follow();
  return isObject(target?.node) ? [target] : [];
}
