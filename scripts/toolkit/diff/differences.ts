import { type JsonObject, remember } from "../description/index.js";
import type { Node } from "./node.js";
import { readDocument, unnamed } from "./operations.js";
import { type Pair, pairNodes } from "./pair.js";
import { SchemaReader } from "./schema.js";
import { alignSchemes } from "./security.js";
import { findUnchanged } from "./unchanged.js";

/** Reads each description once, however often it is compared. */
export type SchemaReaders = (document: JsonObject) => SchemaReader;

/** @param strict - whether what contradicts its own `type` fits nothing, as for a validator @default true */
export const createSchemaReaders = (strict = true): SchemaReaders =>
  remember((document) => new SchemaReader(document, strict));

/** Pairs two descriptions: paths that differ in the names of their variables alone are one, where that is unambiguous. */
export function pairBundles(
  base: JsonObject,
  revision: JsonObject,
  schemas: SchemaReaders = createSchemaReaders(),
): Pair | undefined {
  const before = Object.keys((base.paths ?? {}) as JsonObject);
  const after = Object.keys((revision.paths ?? {}) as JsonObject);
  const partner = (mine: string[], others: string[]) => {
    const alone = (list: string[], other: string[]) => {
      const [known, names] = [new Set(other), new Map<string, string[]>()];
      for (const one of list) if (!known.has(one)) names.set(unnamed(one), [...(names.get(unnamed(one)) ?? []), one]);
      return names;
    };
    const [left, right] = [alone(mine, others), alone(others, mine)];
    return (template: string) => {
      const [own = [], [found = template, ...more] = []] = [left, right].map((names) => names.get(unnamed(template)));
      return own.length === 1 && own[0] === template && more.length === 0 ? found : template;
    };
  };
  const same = (name: string) => name;
  const toBase = partner(after, before);
  return pairNodes(
    readDocument(base, { path: same, partner: partner(before, after), scheme: same }, schemas(base)),
    readDocument(revision, { path: toBase, partner: toBase, scheme: alignSchemes(base, revision) }, schemas(revision)),
    findUnchanged(base, revision),
  );
}

/** The operations that a pair is part of, and the nearest part of the first of them that has a name. */
export function operationsReached(pair: Pair, node?: Node): { where: string; operations: string[] } {
  const operations = new Set<string>(node?.operation ? [node.operation] : []);
  let part = node?.part;
  const seen = new Set([pair]);
  for (const one of seen) {
    part ??= one.revision.part;
    if (one.revision.operation) operations.add(one.revision.operation);
    else for (const parent of one.parents) seen.add(parent);
  }
  const [first = ""] = operations;
  return { where: part && first ? `${part} of ${first}` : first || (part ?? ""), operations: [...operations] };
}
