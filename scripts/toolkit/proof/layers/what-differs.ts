import {
  childOf,
  createResolver,
  isReference,
  type JsonObject,
  lookUp,
  mapOperations,
  type OperationEntry,
  operationsOf,
  responsesOf,
} from "../../description/index.js";

/**
 * A copy of a description with the parts that another one has differently or not at all: the operations with a
 * difference, also in a part that they refer to or in a security scheme; and of their error responses those that
 * differ. The suite needs a success for every request, and learns nothing from the rest.
 */
export function whatDiffers(description: JsonObject, other: JsonObject): JsonObject {
  const twins = new Map(operationsOf(other).map((entry) => [entry.key, entry]));
  return mapOperations(description, (entry) => {
    const twin = twins.get(entry.key);
    if (!twin) return entry.operation;
    if (everythingOf(description, entry) === everythingOf(other, twin)) return undefined;
    const others = new Map(responsesOf(twin, createResolver(other)));
    const statuses = responsesOf(entry, createResolver(description)).flatMap(([status, response]) =>
      status.startsWith("2") || reachable(description, response) !== reachable(other, others.get(status))
        ? [status]
        : [],
    );
    const { responses } = entry.operation;
    return {
      ...entry.operation,
      responses: Object.fromEntries(statuses.map((status) => [status, childOf(responses, status)])),
    };
  });
}

function everythingOf(description: JsonObject, { pathItem, operation }: OperationEntry): string {
  const { security = description.security } = operation;
  const schemes = childOf(description.components, "securitySchemes");
  return reachable(description, [pathItem.parameters, operation, security, schemes]);
}

// A value as a string, including everything that its references lead to.
function reachable(description: JsonObject, value: unknown): string {
  const targets = new Map<string, unknown>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (isReference(node) && !targets.has(node.$ref)) {
      // In an example or an extension it may be any value.
      const target = lookUp(description, node.$ref);
      targets.set(node.$ref, target);
      visit(target);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(value);
  return JSON.stringify([value, [...targets]]);
}
