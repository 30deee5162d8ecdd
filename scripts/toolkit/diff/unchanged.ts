import { decodePercent, encodePointer, isObject, type JsonObject } from "../description/index.js";

/** Whether all that a value refers to is the same on both sides: where both have the same value, it says the same. */
export type IsStable = (value: unknown) => boolean;

/** Finds what needs no comparison: a new version of a large description is the old one for the most part. */
export function findUnchanged(base: JsonObject, revision: JsonObject): IsStable {
  // In another version of OpenAPI the same keywords may mean something else.
  if (base.openapi !== revision.openapi) return () => false;
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
  return isStable;
}

/** The references in a value. A discriminator's mapping has references too, or names of schemas. */
function refsAt(key: string, value: unknown): string[] {
  if (typeof value === "string") return key === "$ref" || value.startsWith("#/") ? [decodePercent(value)] : [];
  if (key !== "mapping" || !isObject(value)) return [];
  const names = Object.values(value).filter((name) => typeof name === "string" && !/[#/.]/.test(name));
  return names.map((name) => `#${encodePointer(["components", "schemas", String(name)])}`);
}

const isComponent = (ref: string) => /^#\/components\/[^/]+\/[^/]+$/.test(ref);

/** The references to components that differ, or that lead to one that does. */
function changedComponents(base: JsonObject, revision: JsonObject): Set<string> {
  const [before, after] = [textsOf(base), textsOf(revision)];
  const changed = new Set([...before.keys(), ...after.keys()].filter((ref) => before.get(ref) !== after.get(ref)));
  const users = new Map<string, string[]>();
  const addUser = (used: string, user: string) => {
    const known = users.get(used);
    if (known) known.push(user);
    else users.set(used, [user]);
  };
  const collect = (user: string, value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      for (const used of refsAt(key, inner)) {
        addUser(used, user);
        if (!isComponent(used)) changed.add(user);
      }
      collect(user, inner);
    }
  };
  for (const document of [base, revision]) for (const [ref, value] of componentsOf(document)) collect(ref, value);
  // The alternatives of a discriminator without a mapping are the schemas that refer to it.
  for (const [ref, text] of [...before, ...after]) {
    if (!text?.includes('"discriminator"')) continue;
    for (const child of [...(users.get(ref) ?? [])]) addUser(child, ref);
  }
  for (const ref of changed) for (const user of users.get(ref) ?? []) changed.add(user);
  return changed;
}

const textsOf = (document: JsonObject) =>
  new Map(componentsOf(document).map(([ref, value]) => [ref, JSON.stringify(value)] as const));

/** The components of a document, with the references to them. */
function componentsOf({ components }: JsonObject): [ref: string, component: unknown][] {
  return Object.entries(isObject(components) ? components : {}).flatMap(([section, all]) =>
    Object.entries(isObject(all) ? all : {}).map(([name, component]): [string, unknown] => {
      return [`#${encodePointer(["components", section, name])}`, component];
    }),
  );
}
