import { encodePointer, isObject, type JsonObject, METHODS } from "../description/index.js";

/** Operations of a path that both sides have, in the same words down to the last component that they use. */
export type Unchanged = (template: string, method: string) => boolean;

/** Finds what needs no comparison: a new version of a large description is the old one for the most part. */
export function findUnchanged(base: JsonObject, revision: JsonObject): Unchanged {
  const changed = changedComponents(base, revision);
  const isSame = (before: unknown, after: unknown) => {
    const text = JSON.stringify(before);
    return text === JSON.stringify(after) && !refsIn(text).some((ref) => changed.has(ref) || !isComponent(ref));
  };
  const schemes = [base, revision].map(({ components }) => isObject(components) && components.securitySchemes);
  const root = ["openapi", "servers", "security"].every((key) => isSame(base[key] ?? 0, revision[key] ?? 0));
  if (!root || !isSame(schemes[0] ?? 0, schemes[1] ?? 0)) return () => false;
  const itemOf = ({ paths }: JsonObject, template: string) => (isObject(paths) ? paths[template] : undefined);
  return (template, method) => {
    const [before, after] = [itemOf(base, template), itemOf(revision, template)];
    if (!isObject(before) || !isObject(after) || before[method] === undefined || "$ref" in before) return false;
    const withoutOthers = (item: JsonObject) =>
      Object.entries(item).filter(([key]) => key === method || !(METHODS as readonly string[]).includes(key));
    return isSame(withoutOthers(before), withoutOthers(after));
  };
}

const refsIn = (text: string) =>
  [...text.matchAll(/"\$ref":"((?:[^"\\]|\\.)*)"/g)].map(([, ref]) => JSON.parse(`"${ref}"`) as string);
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
      users.set(used, [...(users.get(used) ?? []), ref]);
      if (!isComponent(used)) changed.add(ref);
    }
  }
  for (const ref of changed) for (const user of users.get(ref) ?? []) changed.add(user);
  return changed;
}
