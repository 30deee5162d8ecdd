import { encodePointer, isObject, type JsonObject, METHODS } from "../description/index.js";

/** What both sides have in the same words, down to the last component that it uses. */
export interface Unchanged {
  /** Whether an operation is such. */
  operation(template: string, method: string): boolean;
  /** What is written somewhere, if all that it refers to is such: where the other side has the same, it is the same. */
  stable(json: string): string | undefined;
}

/** Finds what needs no comparison: a new version of a large description is the old one for the most part. */
export function findUnchanged(base: JsonObject, revision: JsonObject): Unchanged {
  const changed = changedComponents(base, revision);
  // The same words mean something else in another version.
  if (base.openapi !== revision.openapi) return { operation: () => false, stable: () => undefined };
  const known = new Map<string, boolean>();
  const stable = (json: string) => {
    const isStable = known.get(json) ?? !refsIn(json).some((ref) => changed.has(ref) || !isComponent(ref));
    known.set(json, isStable);
    return isStable ? json : undefined;
  };
  const isSame = (before: unknown, after: unknown) => {
    const json = JSON.stringify(before ?? 0);
    return json === JSON.stringify(after ?? 0) && stable(json) !== undefined;
  };
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
  return { operation, stable };
}

// A discriminator's mapping leads to schemas as well, by their references or by their bare names.
function refsIn(text: string): string[] {
  const refs = [...text.matchAll(/"\$ref":("(?:[^"\\]|\\.)*")|"(?:[^"\\]|\\.)*":("#\/(?:[^"\\]|\\.)*")/g)];
  const names = [...text.matchAll(/"mapping":(\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\})/g)].flatMap(([, mapping = "{}"]) =>
    Object.values(JSON.parse(mapping)).filter((name) => typeof name === "string" && !/[#/.]/.test(name)),
  );
  return [
    ...refs.map(([, ref, mapped]) => decodeFragment(JSON.parse(ref ?? mapped ?? '""'))),
    ...names.map((name) => `#${encodePointer(["components", "schemas", String(name)])}`),
  ];
}

// A name with a percent sign is written as a URI in references, and as it is among the components.
function decodeFragment(ref: string): string {
  try {
    return decodeURIComponent(ref);
  } catch {
    return ref;
  }
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
          return [`#${encodePointer(["components", section, name])}`, JSON.stringify(value)] as const;
        }),
      ),
    );
  };
  const [before, after] = [read(base), read(revision)];
  for (const [ref, text] of [...before, ...after]) {
    if (before.get(ref) !== after.get(ref)) changed.add(ref);
    for (const used of refsIn(text)) {
      const known = users.get(used);
      if (known) known.push(ref);
      else users.set(used, [ref]);
      if (!isComponent(used)) changed.add(ref);
    }
  }
  // Without a mapping the children of a discriminator are those that take it over.
  for (const [ref, text] of [...before, ...after]) {
    if (!text.includes('"discriminator"')) continue;
    for (const child of [...(users.get(ref) ?? [])]) users.set(child, [...(users.get(child) ?? []), ref]);
  }
  for (const ref of changed) for (const user of users.get(ref) ?? []) changed.add(user);
  return changed;
}
