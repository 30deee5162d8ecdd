import { decodePercent, encodePointer, isObject, type JsonObject, remember } from "../description/index.js";

/** Whether everything that a value refers to is the same on both sides. If so, two equal values mean the same. */
export type IsStable = (value: unknown) => boolean;

/** Finds the parts that need no comparison: most of a large description stays the same from version to version. */
export function findUnchanged(base: JsonObject, revision: JsonObject): IsStable {
  // In another version of OpenAPI the same keyword may have another meaning.
  if (base.openapi !== revision.openapi) return () => false;
  const stable = stableComponents(base, revision);
  const isStable = remember((value: object): boolean =>
    Object.entries(value).every(
      ([key, inner]) => refsAt(key, inner).every((ref) => stable.has(ref)) && isScalarOrStable(inner),
    ),
  );
  const isScalarOrStable = (value: unknown) => typeof value !== "object" || value === null || isStable(value);
  return isScalarOrStable;
}

/** The reference that a value is, such as one in a discriminator's mapping. */
function refsAt(key: string, value: unknown): string[] {
  const isRef = typeof value === "string" && (key === "$ref" || value.startsWith("#/"));
  return isRef ? [decodePercent(value)] : [];
}

/** The references to components that are the same on both sides, including everything that they refer to. */
function stableComponents(base: JsonObject, revision: JsonObject): Set<string> {
  const [before, after] = [componentsOf(base), componentsOf(revision)];
  const texts = new Map([...after].map(([ref, component]) => [ref, JSON.stringify(component)]));
  const stable = new Set([...before].flatMap(([ref, one]) => (texts.get(ref) === JSON.stringify(one) ? [ref] : [])));
  const uses = new Map<string, string[]>([...stable].map((ref) => [ref, refsIn(before.get(ref))]));
  // The alternatives of a discriminator without a mapping are the schemas that refer to it.
  const parents = new Set([...stable].filter((ref) => texts.get(ref)?.includes('"discriminator"')));
  for (const [child, component] of [...before, ...after]) {
    for (const ref of parents.size > 0 ? refsIn(component) : []) if (parents.has(ref)) uses.get(ref)?.push(child);
  }
  for (let size = -1; size !== stable.size; ) {
    size = stable.size;
    for (const ref of stable) if (!uses.get(ref)?.every((used) => stable.has(used))) stable.delete(ref);
  }
  return stable;
}

function refsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [...refsAt(key, inner), ...refsIn(inner)]);
}

/** The components of a document, by the references to them. */
function componentsOf({ components }: JsonObject): Map<string, unknown> {
  const sections = Object.entries(isObject(components) ? components : {});
  return new Map(
    sections.flatMap(([section, all]) =>
      Object.entries(isObject(all) ? all : {}).map(([name, component]) => {
        return [`#${encodePointer(["components", section, name])}`, component] as const;
      }),
    ),
  );
}
