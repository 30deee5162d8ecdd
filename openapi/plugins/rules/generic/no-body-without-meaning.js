import { isObject } from "../../support/located.js";
import { responsesOf } from "../../support/operations.js";
import { STRINGS } from "../../support/rule.js";

export const description =
  "There is no request body with the methods of the option `methods`, for which HTTP gives it no meaning, and no body in a response that cannot have one (1xx, 204, 205, 304).";
export const options = { methods: { ...STRINGS, default: ["get", "head", "delete", "trace"] } };

export function Operation(operation, { reportKey, key, options: { methods } }) {
  const body = operation.child("requestBody");
  if (body.node !== undefined && methods.includes(key)) {
    reportKey(body, `HTTP gives the body of a ${String(key).toUpperCase()} request no meaning.`);
  }
  for (const [status, response] of responsesOf(operation)) {
    const content = response.child("content");
    if (!/^(1\d\d|1XX|204|205|304)$/i.test(status) || !isObject(content.node)) continue;
    reportKey(content, `A response with ${status} cannot have a body.`);
  }
}
