import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import {
  childKind,
  copyReferring,
  decodePercent,
  decodePointer,
  isObject,
  type JsonObject,
  lookUp,
  mapOperations,
  withoutNames,
} from "../description/index.js";
import { templatePattern } from "../judge/index.js";
import { InputError } from "../support/index.js";
import { type MockLimit, type PrismOperation, uncheckedBy } from "./unchecked.js";

/**
 * Changes an operation before the mock reads it, by its key (`GET /books`), and returns the checks that are lost by
 * that.
 */
export type Serve = (key: string, operation: JsonObject) => { operation: JsonObject; limits: MockLimit[] };

// Reading a path takes Prism as long as handling a hundred requests, and one path is used many times in a row.
const MAX_KEPT = 16;

/**
 * Reads a description for Prism, path by path: as a whole, one with hundreds of operations takes seconds and gigabytes.
 *
 * @param serve - changes each operation before Prism reads it
 * @throws InputError if the description has no operations
 */
export function readPrismOperations(description: JsonObject, serve: Serve) {
  const all = isObject(description.paths) ? description.paths : {};
  const templates = Object.keys(all);
  if (templates.length === 0) throw new InputError("The description has no operations.");
  const patterns = templates.map((template) => ({ template, pattern: templatePattern(template) }));
  const kept = new Map<string, ReturnType<typeof read>>();

  const read = async (paths: readonly string[]) => {
    const limits = new Map<string, MockLimit[]>();
    const wanted = Object.fromEntries(paths.map((template) => [template, all[template]]));
    const served = mapOperations({ ...description, paths: wanted }, ({ key, operation }) => {
      const changed = serve(key, operation);
      limits.set(key, changed.limits);
      return changed.operation;
    });
    const found = await getHttpOperationsFromSpec(withPaths(description, served.paths)).catch((error: Error) => {
      throw new InputError(`Prism can't read ${paths.join(", ")}: ${error.message}`);
    });
    // A reference may lead into another path, of which only a part is then read.
    const operations = found.filter(({ path }) => paths.includes(path));
    for (const operation of operations) {
      const key = `${operation.method.toUpperCase()} ${operation.path}`;
      limits.set(key, [...(limits.get(key) ?? []), ...uncheckedBy(operation)]);
    }
    return { operations, limits };
  };
  const readOnce = (paths: readonly string[]) => {
    const name = paths.join("\n");
    const known = kept.get(name) ?? read(paths);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(name, known);
    return known;
  };
  return {
    /**
     * The operations whose path may match a request. Prism searches all the operations that it gets, for each request.
     */
    of: async (pathname: string): Promise<PrismOperation[]> => {
      const paths = patterns.filter(({ pattern }) => pattern.test(pathname)).map(({ template }) => template);
      return paths.length === 0 ? [] : (await readOnce(paths)).operations;
    },
    /** The limits of Prism for each operation, by its key. */
    limitsOf: async (key: string): Promise<MockLimit[]> => {
      const [method = "", wanted = ""] = key.split(" ");
      const template = templates.find((candidate) => withoutNames(candidate) === withoutNames(wanted));
      return template === undefined ? [] : ((await readOnce([template])).limits.get(`${method} ${template}`) ?? []);
    },
  };
}

/** A copy of a description with other paths, and of everything else only what they refer to. */
function withPaths(description: JsonObject, paths: unknown): JsonObject {
  const { openapi, info, security, jsonSchemaDialect } = description;
  const { securitySchemes } = (description.components ?? {}) as JsonObject;
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
  return part;
}
