import { isReference, lookUp } from "../../description/index.js";
import type { AnyJson, Edit, Part } from "./operator.js";
import { objects, rename } from "./parts.js";

/** The components of a section. */
export const componentsOf = (document: AnyJson, section: string): AnyJson => document.components?.[section] ?? {};
/** References to the alternatives of a discriminator without a mapping: their names are values. */
function namedByDiscriminator(document: AnyJson): unknown[] {
  return [...objects(document)].flatMap(({ value: { discriminator, oneOf = [], anyOf = [] } }) =>
    [...oneOf, ...anyOf].flatMap(({ $ref }) =>
      typeof discriminator === "object" && !Object.values(discriminator.mapping ?? {}).includes($ref) ? [$ref] : [],
    ),
  );
}

/** Renames the first component of a section that may be renamed, and all references to it. */
export const componentRenamed =
  (section: string, isMapped = false): Edit =>
  (document) => {
    const all = [...objects(document)];
    const mapped = all.flatMap(({ key, value }) => (key === "mapping" ? Object.values(value) : []));
    const kept = namedByDiscriminator(document);
    const refOf = (name: string) => `#/components/${section}/${name}`;
    const components = componentsOf(document, section);
    const key = Object.keys(components).find(
      (name) => !kept.includes(refOf(name)) && (!isMapped || mapped.includes(refOf(name))),
    );
    if (key === undefined) return false;
    for (const { value } of all) {
      for (const name of Object.keys(value)) if (value[name] === refOf(key)) value[name] = refOf(`${key}Renamed`);
    }
    return rename({ document, holder: components, key, value: components[key] }, `${key}Renamed`);
  };

/**
 * Replaces each reference to a section by a copy of its target, and within the copy all references except those to
 * itself.
 */
export const inlined =
  (section: string): Edit =>
  (document) => {
    const kept = namedByDiscriminator(document);
    const copy = (value: AnyJson, above: readonly string[]): AnyJson => {
      if (typeof value !== "object" || value === null) return value;
      if (isReference(value) && value.$ref.startsWith(`#/components/${section}/`)) {
        const isLeft = above.includes(value.$ref) || kept.includes(value.$ref);
        return isLeft ? value : copy(lookUp(document, value.$ref), [...above, value.$ref]);
      }
      if (Array.isArray(value)) return value.map((item) => copy(item, above));
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner, above)]));
    };
    return { paths: copy(document.paths, []) };
  };

/** Moves parts of the operations to the components. */
export const extracted =
  (section: string, find: (document: AnyJson) => Iterable<Part>): Edit =>
  (document) => {
    const written = [...find(document)].filter(({ holder, key }) => !isReference(holder[key]));
    const moved = written.map(({ holder, key, value }, index): [string, unknown] => {
      holder[key] = { $ref: `#/components/${section}/Extracted${index}` };
      return [`Extracted${index}`, value];
    });
    const components = { ...componentsOf(document, section), ...Object.fromEntries(moved) };
    return moved.length > 0 && { components: { ...document.components, [section]: components } };
  };
