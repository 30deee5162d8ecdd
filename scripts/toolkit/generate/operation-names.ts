import { type JsonObject, mapOperations, type OperationEntry } from "../description/index.js";

const NAME = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/**
 * Returns the method name of an operation: {@link toName} of its `operationId`, or of method and path if it has none.
 */
export function operationName({ key, operation }: Pick<OperationEntry, "key" | "operation">): string {
  const { operationId } = operation;
  return toName(typeof operationId === "string" && operationId !== "" ? operationId : key.toLowerCase());
}

/**
 * Makes an identifier of an `operationId`. One that is an identifier stays as it is. Otherwise its words, separated by
 * anything but letters, digits, `_` and `$`, are joined in camel case.
 *
 * @example
 * toName("get-stations"); // getStations
 * toName("get /users/{id}"); // getUsersId
 */
export function toName(operationId: string): string {
  if (NAME.test(operationId)) return operationId;
  const [first = "", ...words] = operationId.split(/[^\p{L}\p{N}_$]+/u).filter(Boolean);
  const joined = first + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return NAME.test(joined) ? joined : `operation${joined}`;
}

/** A description whose operations all have an `operationId`, which is a name. */
export function withNames(description: Readonly<JsonObject>): Readonly<JsonObject> {
  return mapOperations(description, (entry) => ({ ...entry.operation, operationId: operationName(entry) }));
}

/** The name that the types of an operation start with. */
export function typeName(operationId: string): string {
  return operationId.charAt(0).toUpperCase() + operationId.slice(1);
}
