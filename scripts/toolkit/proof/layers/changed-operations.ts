import {
  childOf,
  createResolver,
  isObject,
  isReference,
  type JsonObject,
  lookUp,
  mapOperations,
  type OperationEntry,
  operationsOf,
  responsesOf,
} from "../../description/index.js";

/** An operation of a document, by its path and method. */
export interface OperationKey {
  path: string;
  method: string;
}

/**
 * The operations of a description that another one has otherwise or not at all: in anything that is written in them or
 * that they lead to, their credentials included. A run of the suite is the same for all others.
 */
export function changedOperations(description: JsonObject, other: JsonObject): OperationKey[] {
  const others = new Map(operationsOf(other).map((entry) => [entry.key, everythingOf(other, entry)]));
  return operationsOf(description)
    .filter((entry) => everythingOf(description, entry) !== others.get(entry.key))
    .map(({ path, method }) => ({ path, method }));
}

/**
 * A copy of a description without the error responses that another one has in the same words: of successes the suite needs
 * one for every request, of the rest it learns nothing new.
 */
export function withoutCommonErrors(description: JsonObject, other: JsonObject): JsonObject {
  const entries = new Map(operationsOf(other).map((entry) => [entry.key, entry]));
  return mapOperations(description, (entry) => {
    const twin = entries.get(entry.key);
    const others = new Map(twin && responsesOf(twin, createResolver(other)));
    const kept = responsesOf(entry, createResolver(description)).filter(
      ([status, response]) =>
        status.startsWith("2") || reachable(description, response) !== reachable(other, others.get(status)),
    );
    const written = entry.operation.responses;
    return {
      ...entry.operation,
      responses: Object.fromEntries(kept.map(([status]) => [status, childOf(written, status)])),
    };
  });
}

function everythingOf(description: JsonObject, { pathItem, operation }: OperationEntry): string {
  const { security = description.security } = operation;
  const schemes = childOf(description.components, "securitySchemes");
  const required = Array.isArray(security)
    ? security.flatMap((requirement) => Object.keys(isObject(requirement) ? requirement : {}))
    : [];
  return reachable(description, [
    pathItem.parameters,
    operation,
    security,
    required.map((name) => [name, childOf(schemes, name)]),
  ]);
}

// A value as a string, with all that its references lead to.
function reachable(description: JsonObject, value: unknown): string {
  const targets = new Map<string, unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (isReference(node) && !targets.has(node.$ref)) {
      // In an example or an extension it may be anything.
      const target = lookUp(description, node.$ref);
      targets.set(node.$ref, target);
      visit(target);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(value);
  return JSON.stringify([value, [...targets]]);
}
