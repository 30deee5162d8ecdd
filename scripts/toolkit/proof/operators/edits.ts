import { createResolver, isReference, operationsOf } from "../../description/index.js";
import type { AnyJson } from "./operator.js";

/** Sets properties of an object, and says that it has. */
export function set(object: AnyJson, values: object): true {
  Object.assign(object, values);
  return true;
}

/** Deletes properties of an object, and says whether there were any. */
export function drop(object: AnyJson, ...keys: string[]): boolean {
  const found = keys.filter((key) => key in (object ?? {}));
  for (const key of found) delete object[key];
  return found.length > 0;
}

/** Gives a property another name, and says that it has. */
export function rename(object: AnyJson, from: string, to: string): true {
  object[to] = object[from];
  if (from !== to) delete object[from];
  return true;
}

/** Adds to a number, where there is one. */
export const add = (object: AnyJson, key: string, by: number): boolean =>
  key in object && set(object, { [key]: Number(object[key]) + by });

/** The list of a required property, and others. */
export const requireToo = (schema: AnyJson, name: string) =>
  set(schema, { required: [...(schema.required ?? []), name] });

/** Takes a name out of what is required, and says that it has. */
export function unrequire(schema: AnyJson, name: string): true {
  const rest = (schema.required ?? []).filter((other: string) => other !== name);
  if (rest.length === 0) delete schema.required;
  return rest.length === 0 || set(schema, { required: rest });
}

/** Replaces all of an object. */
export function become(object: AnyJson, values: object): true {
  for (const key of Object.keys(object)) delete object[key];
  return set(object, values);
}

/** Whether the document's schemas are JSON Schema 2020-12, and not OpenAPI 3.0's own. */
export const isModern = (document: AnyJson) => !String(document.openapi).startsWith("3.0");

/** Follows a reference. */
export const resolve = (document: AnyJson, node: AnyJson): AnyJson =>
  isReference(node) ? createResolver(document)(node) : node;

/** Replaces a reference by a copy of what it leads to, so that a change stays local. */
export function own(document: AnyJson, holder: AnyJson, key: string | number): AnyJson {
  if (isReference(holder[key])) holder[key] = structuredClone(resolve(document, holder[key]));
  return holder[key];
}

/** Tries an edit on a copy of what is at a key, or of what its reference leads to; undone if it does not apply. */
export function edited(document: AnyJson, holder: AnyJson, key: string | number, edit: (value: AnyJson) => unknown) {
  const former = holder[key];
  const done = Boolean(edit(own(document, holder, key)));
  if (!done) holder[key] = former;
  return done;
}

/** An operation, and where it stands. */
export interface AnyOperation {
  key: string;
  path: string;
  method: string;
  pathItem: AnyJson;
  operation: AnyJson;
}

/** All operations, in the order of the document. */
export const operations = (document: AnyJson): AnyOperation[] => operationsOf(document);

/** Whether a status says that it worked. */
export const isSuccess = (status: string) => /^2\d\d$/.test(status);
/** Whether a status says that something failed. */
export const isError = (status: string) => /^[45]\d\d$/.test(status);

/** A response of an operation by a test of its status, in place of its reference. */
export function responseOf(document: AnyJson, operation: AnyJson, fits: (status: string) => boolean): AnyJson {
  const status = Object.keys(operation.responses ?? {}).find((name) => !name.startsWith("x-") && fits(name));
  return status && { status, all: operation.responses, response: own(document, operation.responses, status) };
}

/** The request bodies, or the successful responses, of all operations, in place of their references. */
export function bodies(document: AnyJson, direction: "request" | "response"): AnyJson[] {
  return operations(document).flatMap(({ operation }) => {
    if (direction === "request") return "requestBody" in operation ? [own(document, operation, "requestBody")] : [];
    return responseOf(document, operation, isSuccess)?.response ?? [];
  });
}

/** Calls back for each object of a value, the outermost first, with the key that it is at. */
export function visit(value: AnyJson, act: (node: AnyJson, key: string) => void, key = ""): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) act(value, key);
  for (const [name, inner] of Object.entries(value)) visit(inner, act, Array.isArray(value) ? key : name);
}
