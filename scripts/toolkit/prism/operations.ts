import { getHttpOperationsFromSpec } from "@stoplight/prism-http";
import { isObject, type JsonObject, withoutNames } from "../description/index.js";
import { templatePattern } from "../judge/index.js";
import { InputError } from "../support/index.js";
import { type MockLimit, partOf, type Serve } from "./served-part.js";
import { type PrismOperation, uncheckedBy } from "./unchecked.js";

// Reading a path takes Prism as long as handling a hundred requests, and one path is used many times in a row.
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
    // A reference may lead into another path, of which only a part is then read.
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
