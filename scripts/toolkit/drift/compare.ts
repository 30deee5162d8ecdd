import { encodePointer } from "../description/index.js";
import { type Alternative, type Node, type Pair, pairNodes } from "../diff/index.js";
import type { Context, Difference } from "./difference.js";
import { compareLonePart } from "./lone-parts.js";
import { areUnlike, compareValues } from "./values.js";

/**
 * Lists the drift among the differences of a pair. The published part is the base of the pair, ours the revision.
 *
 * @param entered - the alternatives that are already being compared, since schemas may contain themselves
 */
export function listDrift(top: Pair | undefined, entered: Map<Node, Set<Node>> = new Map()): Difference[] {
  const found: Difference[] = [];
  const seen = new Set<string>();
  const visit = (pair: Pair, { operation, chosenBy, choice }: Context): void => {
    const way = JSON.stringify([pair.id, chosenBy, choice]);
    if (seen.has(way)) return;
    seen.add(way);
    const context = { operation: pair.revision.operation === undefined ? operation : pair, choice };
    const { base, revision } = pair;
    found.push(...compareValues(pair, context));
    if (base.union && revision.union && (base.union.length === 1) !== (revision.union.length === 1)) {
      found.push(...compareEach(base.union, revision.union, entered));
      return;
    }
    // If two schemas have nothing in common, other differences would only repeat that.
    if (areUnlike(pair)) return;
    for (const [key, alone] of pair.alone) found.push(...compareLonePart(pair, key, alone));
    const property = pair.values.has("discriminator") ? undefined : base.values.get("discriminator")?.value;
    for (const [key, { pair: inner, base: edge }] of pair.inner) {
      const value = key.startsWith("anyOf/") ? (edge as Alternative).name : undefined;
      visit(inner, {
        operation: context.operation,
        ...(typeof property === "string" && value !== undefined && { chosenBy: { property, value } }),
        ...(chosenBy && key === `properties${encodePointer([chosenBy.property])}` && { choice: chosenBy.value }),
      });
    }
  };
  if (top) visit(top, {});
  return found;
}

/** One side has a union and the other a single schema: the properties of the union's parts count as the union's own. */
function compareEach(
  base: readonly Alternative[],
  revision: readonly Alternative[],
  entered: Map<Node, Set<Node>>,
): Difference[] {
  const lists = base.flatMap((theirs) =>
    revision.flatMap((mine) => {
      const [a, b] = [theirs.node(), mine.node()];
      const partners = entered.get(a) ?? new Set<Node>();
      if (partners.has(b)) return [];
      entered.set(a, partners.add(b));
      return [listDrift(pairNodes(a, b), entered)];
    }),
  );
  const isLacking = ({ what, ours, published }: Difference) =>
    what === "property" && (base.length > 1 ? published : ours) === undefined;
  const isEverywhere = ({ owner, ours, published }: Difference) =>
    lists.every((list) =>
      list.some(
        (one) =>
          one.what === "property" &&
          one.owner.pointer === owner.pointer &&
          one.ours === ours &&
          one.published === published,
      ),
    );
  return lists.flat().filter((one) => !isLacking(one) || isEverywhere(one));
}
