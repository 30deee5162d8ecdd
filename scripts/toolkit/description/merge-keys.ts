import { defineMappingTag, mapTag } from "js-yaml";

/** The name of a property that a mapping has by a merge key (`<<`). */
class MergedKey {
  constructor(readonly name: string) {}
}

// With a step at the end of each mapping, aliases that lead to themselves would be the library's matter.
const { finalize: _, ...objectTag } = mapTag;
const mergedNames = new WeakMap<object, Set<string>>();

/**
 * The mappings of YAML as objects. A key of the mapping itself replaces a merged one, even if one is written as a number
 * and the other as a string: js-yaml 5.5 calls these duplicates, since it compares them before they are names.
 */
export const mappingTag = defineMappingTag<Record<string, unknown>>(mapTag.tagName, {
  ...objectTag,
  keys: (merged) => Object.keys(merged).map((name) => new MergedKey(name)),
  get: (merged, key) => merged[(key as MergedKey).name],
  has: (owner, key) =>
    key instanceof MergedKey
      ? Object.hasOwn(owner, key.name)
      : mapTag.has(owner, key) && !mergedNames.get(owner)?.has(String(key)),
  addPair: (owner, key, value) => {
    if (!(key instanceof MergedKey)) {
      mergedNames.get(owner)?.delete(String(key));
      return mapTag.addPair(owner, key, value);
    }
    mergedNames.set(owner, (mergedNames.get(owner) ?? new Set()).add(key.name));
    return mapTag.addPair(owner, key.name, value);
  },
});
