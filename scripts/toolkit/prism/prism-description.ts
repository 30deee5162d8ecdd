import {
  childKind,
  copyReferring,
  decodePointer,
  isObject,
  type JsonObject,
  type Kind,
  METHODS,
} from "../description/index.js";

/** Something of an operation that the mock can't check or can't do. */
export interface MockLimit {
  /** What it concerns: `request`, then `body`, `query` and the like, then the parameter's name. */
  location: string[];
  reason: string;
}

/** An operation as it is served, and what is lost by that. */
export interface ServedOperation {
  operation: JsonObject;
  limits: MockLimit[];
}

/** Changes an operation before the mock reads it, by its key (`GET /books`). */
export type Serve = (key: string, operation: JsonObject) => ServedOperation;

/**
 * The part of a bundled description that some of its paths need, by themselves and by their references. Prism reads all
 * of a description at once, and takes seconds and gigabytes for one of many hundred operations.
 */
export function partOf(
  description: JsonObject,
  templates: readonly string[],
  serve: Serve,
): { part: JsonObject; limits: Map<string, MockLimit[]> } {
  const { openapi, info, security, jsonSchemaDialect, components } = description;
  const { securitySchemes } = isObject(components) ? components : {};
  const limits = new Map<string, MockLimit[]>();
  const paths = Object.fromEntries(
    templates.map((template) => {
      const item = follow((description.paths as JsonObject)[template], description) as JsonObject;
      const served = Object.entries(item).map(([method, value]): [string, unknown] => {
        const operation = METHODS.some((name) => name === method) ? follow(value, description) : undefined;
        if (!isObject(operation)) return [method, value];
        const key = `${method.toUpperCase()} ${template}`;
        const changed = serve(key, operation);
        limits.set(key, changed.limits);
        return [method, changed.operation];
      });
      return [template, Object.fromEntries(served)];
    }),
  );
  const wanted: string[] = [];
  const head = { openapi, info, security, jsonSchemaDialect, paths, components: { securitySchemes } };
  const part = copy(JSON.parse(JSON.stringify(head)), "document", wanted) as JsonObject;
  for (const pointer of wanted) bringIn(pointer, part, description, wanted);
  return { part, limits };
}

// Copies what a reference leads to, unless it is there, or stands in something that is.
function bringIn(pointer: string, part: JsonObject, description: JsonObject, wanted: string[]): void {
  let from: unknown = description;
  let into: JsonObject = part;
  let kind: Kind = "document";
  const keys = decodePointer(decodeURIComponent(pointer));
  for (const [index, key] of keys.entries()) {
    from = isObject(from) || Array.isArray(from) ? (from as JsonObject)[key] : undefined;
    kind = childKind(kind, key);
    if (from === undefined) return;
    if (into[key] === undefined) into[key] = index === keys.length - 1 ? copy(from, kind, wanted) : {};
    into = into[key] as JsonObject;
  }
}

function copy(node: unknown, kind: Kind, wanted: string[]): unknown {
  return copyReferring(node, kind, (ref) => {
    if (ref.startsWith("#/") && !wanted.includes(ref)) wanted.push(ref);
  });
}

function follow(value: unknown, description: JsonObject): unknown {
  let node = value;
  for (let steps = 0; isObject(node) && typeof node.$ref === "string" && steps < 20; steps += 1) {
    const keys: string[] = decodePointer(decodeURIComponent(node.$ref));
    node = keys.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), description);
  }
  return node;
}
