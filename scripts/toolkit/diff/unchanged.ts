import { decodePercent, encodePointer, isObject, type JsonObject, METHODS } from "../description/index.js";

/** What both sides have in the same words, down to the last component that it uses. */
export interface UnchangedParts {
  /** Whether an operation is such. */
  operation(template: string, method: string): boolean;
  /** Whether all that a value refers to is such: where the other side has the same value, it says the same. */
  isStable(value: unknown): boolean;
}

/** Finds what needs no comparison: a new version of a large description is the old one for the most part. */
export function findUnchanged(base: JsonObject, revision: JsonObject): UnchangedParts {
  // The same words mean something else in another version.
  if (base.openapi !== revision.openapi) return { operation: () => false, isStable: () => false };
  const changed = changedComponents(base, revision);
  const known = new WeakMap<object, boolean>();
  const isStable = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return true;
    const found =
      known.get(value) ??
      Object.entries(value).every(
        ([key, inner]) => refsAt(key, inner).every((ref) => isComponent(ref) && !changed.has(ref)) && isStable(inner),
      );
    known.set(value, found);
    return found;
  };
  const isSame = (before: unknown, after: unknown) =>
    isStable(before) && JSON.stringify(before ?? 0) === JSON.stringify(after ?? 0);
  const schemesOf = ({ components }: JsonObject) => (isObject(components) ? components.securitySchemes : undefined);
  const isRootSame =
    ["servers", "security"].every((key) => isSame(base[key], revision[key])) &&
    isSame(schemesOf(base), schemesOf(revision));
  const itemOf = ({ paths }: JsonObject, template: string) => (isObject(paths) ? paths[template] : undefined);
  const operation = (template: string, method: string) => {
    const [before, after] = [itemOf(base, template), itemOf(revision, template)];
    if (!isRootSame || !isObject(before) || !isObject(after) || before[method] === undefined || "$ref" in before) {
      return false;
    }
    const withoutOthers = (item: JsonObject) =>
      Object.entries(item).filter(([key]) => key === method || !(METHODS as readonly string[]).includes(key));
    return isSame(withoutOthers(before), withoutOthers(after));
  };
  return { operation, isStable };
}

// A discriminator's mapping leads to schemas as well, by their references or by their bare names.
function refsAt(key: string, value: unknown): string[] {
  if (typeof value === "string") return key === "$ref" || value.startsWith("#/") ? [decodePercent(value)] : [];
  if (key !== "mapping" || !isObject(value)) return [];
  const names = Object.values(value).filter((name) => typeof name === "string" && !/[#/.]/.test(name));
  return names.map((name) => `#${encodePointer(["components", "schemas", String(name)])}`);
}

const isComponent = (ref: string) => /^#\/components\/[^/]+\/[^/]+$/.test(ref);

/** The references to components that differ, or that lead to one that does. */
function changedComponents(base: JsonObject, revision: JsonObject): Set<string> {
  const changed = new Set<string>();
  const users = new Map<string, string[]>();
  const read = ({ components }: JsonObject) => {
    const sections = isObject(components) ? Object.entries(components) : [];
    return new Map(
      sections.flatMap(([section, all]) =>
        Object.entries(isObject(all) ? all : {}).map(([name, value]) => {
          const ref = `#${encodePointer(["components", section, name])}`;
          return [ref, { value, text: JSON.stringify(value) }] as const;
        }),
      ),
    );
  };
  const collect = (user: string, value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      for (const used of refsAt(key, inner)) {
        const known = users.get(used);
        if (known) known.push(user);
        else users.set(used, [user]);
        if (!isComponent(used)) changed.add(user);
      }
      collect(user, inner);
    }
  };
  const [before, after] = [read(base), read(revision)];
  for (const [ref, { value }] of [...before, ...after]) {
    if (before.get(ref)?.text !== after.get(ref)?.text) changed.add(ref);
    collect(ref, value);
  }
  // Without a mapping the children of a discriminator are those that take it over.
  for (const [ref, { text }] of [...before, ...after]) {
    if (!text?.includes('"discriminator"')) continue;
    for (const child of [...(users.get(ref) ?? [])]) users.set(child, [...(users.get(child) ?? []), ref]);
  }
  for (const ref of changed) for (const user of users.get(ref) ?? []) changed.add(user);
  return changed;
}
