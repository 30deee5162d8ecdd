import { type JsonObject, mapOperations, type OperationEntry } from "../description/index.js";

const NAME = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u;

/**
 * The method's name of an operation: its `operationId`, or method and path if it has none, as {@link toName} makes it a
 * name.
 */
export function operationName({ key, operation }: Pick<OperationEntry, "key" | "operation">): string {
  const { operationId } = operation;
  return toName(typeof operationId === "string" && operationId !== "" ? operationId : key.toLowerCase());
}

/**
 * The name that an `operationId` stands for. One that is a name stays as it is; else its words, which end where there is
 * something but a letter, a digit, `_` or `$`, are joined, each but the first with a capital.
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
