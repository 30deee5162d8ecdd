import {
  childKind,
  copyReferring,
  decodePercent,
  decodePointer,
  type JsonObject,
  lookUp,
  mapOperations,
} from "../description/index.js";

/** A part of an operation that the mock can't check or can't handle. */
export interface MockLimit {
  /** The part: `request`, then `body`, `query` and the like, then the parameter's name. */
  location: string[];
  reason: string;
}

/**
 * Changes an operation before the mock reads it, by its key (`GET /books`), and returns the checks that are lost by
 * that.
 */
export type Serve = (key: string, operation: JsonObject) => { operation: JsonObject; limits: MockLimit[] };

/**
 * The part of a bundled description that some of its paths need, directly and by references. Prism reads a whole
 * description at once, which takes seconds and gigabytes for hundreds of operations.
 */
export function partOf(
  description: JsonObject,
  templates: readonly string[],
  serve: Serve,
): { part: JsonObject; limits: Map<string, MockLimit[]> } {
  const { openapi, info, security, jsonSchemaDialect } = description;
  const { securitySchemes } = (description.components ?? {}) as JsonObject;
  const limits = new Map<string, MockLimit[]>();
  const all = description.paths as JsonObject;
  const wanted = Object.fromEntries(templates.map((template) => [template, all[template]]));
  const { paths } = mapOperations({ ...description, paths: wanted }, ({ key, operation }) => {
    const served = serve(key, operation);
    limits.set(key, served.limits);
    return served.operation;
  });
  const references = new Set<string>();
  const copy = (value: unknown, kind: string) => copyReferring(value, kind, (ref) => references.add(ref));
  const head = { openapi, info, security, jsonSchemaDialect, paths, components: { securitySchemes } };
  const part = copy(JSON.parse(JSON.stringify(head)), "document") as JsonObject;
  // The set grows while it is read: the target of a reference may have references.
  for (const ref of references) {
    const target = lookUp(description, ref);
    const keys = decodePointer(decodePercent(ref));
    let parent = part;
    let kind = "document";
    for (const [index, key] of target === undefined ? [] : keys.entries()) {
      kind = childKind(kind, key);
      parent[key] ??= index === keys.length - 1 ? copy(target, kind) : {};
      parent = parent[key] as JsonObject;
    }
  }
  return { part, limits };
}
