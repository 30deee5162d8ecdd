import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { isObject, type JsonObject, withoutNames } from "../description/index.js";
import { templatePattern } from "../judge/index.js";
import { InputError } from "../support/index.js";
import { type MockLimit, partOf, type Serve } from "./served-part.js";
import { type PrismOperation, uncheckedBy } from "./unchecked.js";

// Prism takes as long to read a path as to handle a hundred requests, and one path is asked for many times in a row.
const MAX_KEPT = 16;

/**
 * Reads a description for Prism, path by path.
 *
 * @param serve - changes each operation before Prism reads it
 * @throws InputError if the description has no operations
 */
export function readPrismOperations(description: JsonObject, serve: Serve) {
  const templates = Object.keys(isObject(description.paths) ? description.paths : {});
  if (templates.length === 0) throw new InputError("The description has no operations.");
  const patterns = templates.map((template) => ({ template, pattern: templatePattern(template) }));
  const kept = new Map<string, ReturnType<typeof read>>();

  const read = async (paths: readonly string[]) => {
    const { part, limits } = partOf(description, paths, serve);
    const all = await getHttpOperationsFromSpec(part).catch((error: Error) => {
      throw new InputError(`Prism can't read ${paths.join(", ")}: ${error.message}`);
    });
    // A reference may lead into another path, which then is read in part.
    const operations = all.filter(({ path }) => paths.includes(path));
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
    /** The operations whose path a request's can be. Prism looks at all that it is given for each request. */
    of: async (pathname: string): Promise<PrismOperation[]> => {
      const paths = patterns.filter(({ pattern }) => pattern.test(pathname)).map(({ template }) => template);
      return paths.length === 0 ? [] : (await readOnce(paths)).operations;
    },
    /** What Prism can't check or do of an operation, by its key. */
    limitsOf: async (key: string): Promise<MockLimit[]> => {
      const [method = "", wanted = ""] = key.split(" ");
      const template = templates.find((candidate) => withoutNames(candidate) === withoutNames(wanted));
      return template === undefined ? [] : ((await readOnce([template])).limits.get(`${method} ${template}`) ?? []);
    },
  };
}
