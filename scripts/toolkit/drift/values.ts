import { canonicalJson, decodePointer, encodePointer } from "../description/index.js";
import { type BundleLocation, inside, isNever, type Node, type Pair, rootOf, type Value } from "../diff/index.js";
import { type ComparableValue, type Context, type Difference, NO_DRIFT, toComparable } from "./difference.js";

/** Whether two schemas have nothing in common: no common type, or a side that allows nothing. */
export function areUnlike({ base, revision, values }: Pair): boolean {
  if (isNever(base) !== isNever(revision)) return true;
  const [theirs, mine] = (values.get("type") ?? []).map((side) => side?.value) as (string[] | undefined)[];
  return theirs !== undefined && mine !== undefined && !theirs.some((one) => mine.includes(one));
}

/** The differing values of the two sides of a pair. */
export function compareValues(pair: Pair, { operation, choice }: Context): Difference[] {
  const { base, revision } = pair;
  const isOneSided = (base.union?.length === 1) !== (revision.union?.length === 1);
  const isUnlike = areUnlike(pair);
  const keys = isUnlike ? ["type"] : [...pair.values.keys()].filter((key) => !NO_DRIFT.test(key));
  return keys.flatMap((key): Difference[] => {
    const written = pair.values.get(key) ?? [base.values.get(key), revision.values.get(key)];
    // The discriminator's mapping has the value already.
    if (key === "enum" && choice !== undefined && written.every((side) => allows(side, choice))) return [];
    if (isOneSided && (key === "discriminator" || key === "overlap")) return [];
    const [theirs, mine] = key === "x-sunset" ? sunsetsOf(pair, ...written, operation) : written;
    const [ours, published] = [displayed(revision, key, mine), displayed(base, key, theirs)];
    if (canonicalJson(ours) === canonicalJson(published)) return [];
    const at = {
      owner: mine && ours !== undefined ? ownerOf(mine.location) : revision.location,
      location: mine && ours !== undefined ? mine.location : revision.location,
      publishedLocation: theirs?.location ?? base.location,
    };
    if (key === "required" && [ours, published].some(Array.isArray)) {
      return requiredOf(pair, ...written).map((sides) => ({ what: key, ...sides, ...at }));
    }
    return [{ what: key, ...(ours !== undefined && { ours }), ...(published !== undefined && { published }), ...at }];
  });
}

const allows = (side: Value | undefined, choice: string) =>
  !side || (Array.isArray(side.value) && choice.split("/").some((part) => (side.value as unknown[]).includes(part)));

/** The sunsets of an operation, or of a media type, which inherits that of the operation. */
function sunsetsOf(
  pair: Pair,
  before: Value | undefined,
  after: Value | undefined,
  operation: Pair | undefined,
): [Value | undefined, Value | undefined] {
  const own = (node: Node, value = node.values.get("x-sunset")) =>
    value?.location.pointer === `${node.location.pointer}/x-sunset` ? value : undefined;
  if (operation && operation !== pair) return [before ?? own(operation.base), after ?? own(operation.revision)];
  // If one side has sunsets on media types, those are compared.
  const [theirs, mine] = [own(pair.base), own(pair.revision)];
  return (before && !theirs) || (after && !mine) ? [undefined, undefined] : [theirs, mine];
}

const ownerOf = ({ document, pointer }: BundleLocation): BundleLocation => {
  const root = rootOf(document);
  return inside(root, ...decodePointer(pointer.slice(0, pointer.lastIndexOf("/")))) ?? root;
};

function displayed(node: Node, key: string, side: Value | undefined): ComparableValue | undefined {
  // A schema that allows nothing has no type.
  if (key === "type" && isNever(node)) return [];
  if (!side) return undefined;
  if (node.wholes.has(key)) return toComparable(side.location.value);
  // An object is open by default.
  if (key === "additionalProperties") return side.value === true ? undefined : false;
  const list = Array.isArray(side.value) && key === "type" ? side.value : undefined;
  return toComparable(list?.length === 1 ? list[0] : side.value);
}

// A property that only one side has is reported as such, or left out on purpose.
function requiredOf({ base, revision }: Pair, before: Value | undefined, after: Value | undefined) {
  const [theirs, mine] = [before, after].map((side) => (side?.value ?? []) as string[]) as [string[], string[]];
  const isShared = (name: string) =>
    [base, revision].every(({ edges }) => edges.has(`properties${encodePointer([name])}`));
  return [
    ...mine.filter((name) => !theirs.includes(name) && isShared(name)).map((ours) => ({ ours })),
    ...theirs.filter((name) => !mine.includes(name) && isShared(name)).map((published) => ({ published })),
  ];
}
