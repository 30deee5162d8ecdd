import { type Description, isObject } from "../description/schema.js";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** An operation of a document, by its path and method. */
export interface OperationKey {
  path: string;
  method: string;
}

/**
 * The operations of a description that another one has otherwise or not at all: in anything that is written in them or
 * that they lead to, their credentials included. A run of the suite is the same for all others.
 */
export function changedOperations(description: Description, other: Description): OperationKey[] {
  return Object.entries(asObject(description.paths)).flatMap(([path, item]) =>
    METHODS.filter((method) => isObject(item) && method in item)
      .map((method) => ({ path, method }))
      .filter((key) => everythingOf(description, key) !== everythingOf(other, key)),
  );
}

/**
 * A copy of a description without the error answers that another one has in the same words: of successes the suite needs
 * one for every request, of the rest it learns nothing new.
 */
export function withoutCommonErrors(description: Description, other: Description): Description {
  const paths = Object.entries(asObject(description.paths)).map(([path, item]) => {
    const methods = Object.entries(asObject(item)).map(([method, operation]) => {
      if (!METHODS.includes(method) || !isObject(operation)) return [method, operation];
      const others = asObject(asObject(asObject(asObject(other.paths)[path])[method]).responses);
      const kept = Object.entries(asObject(operation.responses)).filter(
        ([status, response]) =>
          status.startsWith("2") ||
          !(status in others) ||
          reachable(description, response) !== reachable(other, others[status]),
      );
      return [method, { ...operation, responses: Object.fromEntries(kept) }];
    });
    return [path, Object.fromEntries(methods)];
  });
  return { ...description, paths: Object.fromEntries(paths) };
}

function everythingOf(description: Description, { path, method }: OperationKey): string | undefined {
  const item = asObject(asObject(description.paths)[path]);
  const operation = item[method];
  if (!isObject(operation) && !("$ref" in item)) return undefined;
  const { security = description.security } = asObject(operation);
  const schemes = asObject(asObject(description.components).securitySchemes);
  const required = Array.isArray(security) ? security.flatMap((requirement) => Object.keys(asObject(requirement))) : [];
  return reachable(description, [
    item.$ref,
    item.parameters,
    operation,
    security,
    required.map((name) => [name, schemes[name]]),
  ]);
}

// A value as text, with all that its references lead to.
function reachable(description: Description, value: unknown): string {
  const targets = new Map<string, unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if ("$ref" in node && typeof node.$ref === "string" && !targets.has(node.$ref)) {
      const target = lookUp(description, node.$ref);
      targets.set(node.$ref, target);
      visit(target);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(value);
  return JSON.stringify([value, [...targets]]);
}

function lookUp(description: Description, ref: string): unknown {
  const names = ref.split("/").slice(1);
  return names
    .map((name) => decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((node, name) => asObject(node)[name], description);
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
