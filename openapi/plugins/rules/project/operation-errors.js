import { isObject } from "../../support/located.js";

export const description =
  "An operation declares the error statuses of the option `statuses`: those of `all`, and those of its method.";
const STATUSES = { type: "array", items: { type: ["string", "integer"] } };
export const options = { statuses: { type: "object", additionalProperties: STATUSES } };

export function Operation(operation, { reportKey, key, options: { statuses } }) {
  const responses = operation.child("responses");
  const declared = isObject(responses.node) ? responses.node : {};
  const missing = [...(statuses.all ?? []), ...(statuses[key] ?? [])].filter((status) => !(status in declared));
  if (missing.length === 0) return;
  reportKey(responses.node === undefined ? operation : responses, `The operation must declare ${missing.join(", ")}.`);
}
