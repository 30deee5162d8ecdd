import { child, describe, follow, isMapping, items, members, type Place, type Source } from "../source/source.js";
import { compareOperations } from "./compare-operations.js";
import { startComparisons } from "./compare-schemas.js";
import { type Difference, difference, told } from "./difference.js";

/** What the comparison with the published description has found. */
export interface Drift {
  /** Each difference once, though several operations lead to it. */
  differences: Difference[];
  /** The operations that were compared, such as `GET /boats`. */
  operations: string[];
}

interface Operation {
  place: Place;
  item: Place;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/**
 * Compares each operation of our description with the published one, by method and path. What is published and not
 * described by us is no drift: ours is a fragment.
 *
 * @param published - one description, or several that share the operations, such as one for each version of an API
 * @throws Error naming a reference that leads nowhere
 */
export function findDrift(ours: Source, published: readonly Source[]): Drift {
  const theirs = new Map(published.flatMap((source) => [...readOperations(source)]));
  const differences: Difference[] = [];
  const operations: string[] = [];
  const comparisons = startComparisons();
  for (const [key, operation] of readOperations(ours)) {
    const twin = theirs.get(key);
    const name = `${operation.place.path.at(-1)?.toUpperCase()} ${operation.item.path.at(-1)}`;
    operations.push(name);
    if (twin)
      differences.push(
        ...compareServers(ours, twin.place.source),
        ...compareOperations([operation.place, twin.place], [operation.item, twin.item], comparisons),
      );
    else if (published[0])
      differences.push(
        difference("operation", [name, operation.place], [undefined, child(published[0].root, "paths")]),
      );
  }
  return { differences: unique(differences), operations };
}

// The names of path members are not on the wire.
function readOperations(source: Source): Map<string, Operation> {
  return new Map(
    members(child(source.root, "paths")).flatMap(([path, item]) => {
      const target = { ...follow(item) };
      const found = isMapping(target.value)
        ? METHODS.filter((method) => isMapping((target.value as object)[method as never]))
        : [];
      return found.map((method): [string, Operation] => [
        `${method} ${path.replaceAll(/\{[^{}]*\}/g, "{}")}`,
        // The item keeps its place below `paths`, whose last part is the path itself.
        { place: child(target, method), item: { ...item, value: target.value } },
      ]);
    }),
  );
}

function compareServers(ours: Source, published: Source): Difference[] {
  const read = (source: Source) =>
    items(child(source.root, "servers")).map(({ value }) =>
      String((value as { url?: unknown })?.url).replace(/\/$/, ""),
    );
  const [mine, theirs] = [told(read(ours)), told(read(published))];
  if (String(mine) === String(theirs)) return [];
  return [difference("servers", [mine, child(ours.root, "servers")], [theirs, child(published.root, "servers")])];
}

function unique(differences: readonly Difference[]): Difference[] {
  const seen = new Map(
    differences.map((one) => [JSON.stringify([describe(one.place), one.what, one.ours, one.published]), one] as const),
  );
  return [...seen.values()];
}
