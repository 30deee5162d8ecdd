import { createResolver, isObject, isReference, type JsonObject, operationsOf } from "../../description/index.js";

/** Whether the document's schemas are JSON Schema 2020-12. */
export const isJsonSchema = (document: JsonObject) => !String(document.openapi).startsWith("3.0");

/** A member that is an object; one that is not there is an empty one, and not kept. */
export function member(holder: JsonObject | undefined, key: string): JsonObject {
  const value = holder?.[key];
  return isObject(value) ? value : {};
}

/** A member that is an array; one that is not there is an empty one, and not kept. */
export function list(holder: JsonObject | undefined, key: string): unknown[] {
  const value = holder?.[key];
  return Array.isArray(value) ? value : [];
}

/** Replaces a reference by a copy of what it leads to, so that a change stays at this place. */
export function own(document: JsonObject, holder: JsonObject | unknown[], key: string | number): JsonObject {
  const slots = holder as Record<string | number, unknown>;
  const former = slots[key];
  if (isReference(former)) slots[key] = structuredClone(createResolver(document)<JsonObject>(former));
  const value = slots[key];
  return isObject(value) ? value : {};
}

/** A response of an operation, by a test of its status. */
export function responseOf(document: JsonObject, operation: JsonObject, fits: (status: string) => boolean) {
  const responses = member(operation, "responses");
  const status = Object.keys(responses).find((candidate) => !candidate.startsWith("x-") && fits(candidate));
  return status === undefined ? undefined : { status, responses, response: own(document, responses, status) };
}

export const isSuccess = (status: string) => /^2\d\d$/.test(status);

/** All bodies of one side: objects with `content`. References to them are replaced by copies. */
export function bodiesOf(document: JsonObject, direction: "request" | "response"): JsonObject[] {
  return operationsOf(document).flatMap(({ operation }) => {
    if (direction === "request") return "requestBody" in operation ? [own(document, operation, "requestBody")] : [];
    const success = responseOf(document, operation, isSuccess);
    return success ? [success.response] : [];
  });
}
