import { groupBy, isObject, type JsonObject, remember, withoutNames } from "../description/index.js";
import type { Node } from "./node.js";
import { readDocument } from "./operations.js";
import { type Pair, pairNodes } from "./pair.js";
import { SchemaReader } from "./schema.js";
import { alignSchemes } from "./security.js";
import { findUnchanged } from "./unchanged.js";

/**
 * Makes readers of the schemas of descriptions: one for each description, which reads each schema only once.
 *
 * @param strict - whether a schema whose values contradict its `type` allows nothing, as for a validator @default true
 */
export const createSchemaReaders = (strict = true) =>
  remember((document: JsonObject) => new SchemaReader(document, strict));

/**
 * Pairs two descriptions. Paths that differ only in the names of their variables are the same path, if that is
 * unambiguous.
 */
export function pairBundles(base: JsonObject, revision: JsonObject, schemas = createSchemaReaders()): Pair | undefined {
  const [before, after] = [base, revision].map(({ paths }) => Object.keys(isObject(paths) ? paths : {})) as [
    string[],
    string[],
  ];
  const same = (name: string) => name;
  const toBase = partnerOf(after, before);
  return pairNodes(
    readDocument(base, { path: same, partner: partnerOf(before, after), scheme: same }, schemas(base)),
    readDocument(revision, { path: toBase, partner: toBase, scheme: alignSchemes(base, revision) }, schemas(revision)),
    findUnchanged(base, revision),
  );
}

/** The other side's template for a path; the names of its variables may differ. */
function partnerOf(mine: readonly string[], others: readonly string[]): (template: string) => string {
  const alone = (list: readonly string[], other: readonly string[]) => {
    const known = new Set(other);
    return groupBy(list, (template) => (known.has(template) ? undefined : withoutNames(template)));
  };
  const [left, right] = [alone(mine, others), alone(others, mine)];
  return (template) => {
    const [own = [], found = []] = [left, right].map((templates) => templates.get(withoutNames(template)));
    return own[0] === template && own.length === 1 && found.length === 1 ? String(found[0]) : template;
  };
}

/** The operations that a pair is part of, and the nearest named part of the first one. */
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
