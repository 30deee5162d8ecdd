import type { Description } from "../description.js";
import { childOf, childrenOf, isObject, type JsonObject, type Place } from "../place.js";

/** Schemas that a value has to satisfy all at once. None at all is "anything goes". */
export interface Conjunction {
  /** The same for the same schemas, whatever their order. */
  readonly id: string;
  readonly schemas: readonly Place[];
}

/** `oneOf` or `anyOf`: alternatives, and whether exactly one has to fit. */
export interface Choice {
  readonly exclusive: boolean;
  readonly variants: readonly Place[];
}

/** A conjunction with `$ref` and `allOf` opened: plain schemas, and the choices among them. */
export interface Flat {
  readonly leaves: readonly Place[];
  readonly choices: readonly Choice[];
  /** OpenAPI 3.0: a `nullable` beside an `allOf` is meant for the whole. */
  readonly nullable: boolean;
}

const NULL_SCHEMA = { type: "null" };
const IMPOSSIBLE = { not: {} };
const plainForms = new WeakMap<object, JsonObject>();
const ids = new WeakMap<object, number>();
let lastId = 0;

/** Puts schemas together; places that share a schema count once. */
export function conjunctionOf(schemas: readonly (Place | undefined)[]): Conjunction {
  const unique = new Map<number, Place>();
  for (const place of schemas) {
    if (!place || place.value === true) continue;
    const value = isObject(place.value) ? place.value : IMPOSSIBLE;
    unique.set(idOf(value), value === place.value ? place : { ...place, value });
  }
  return { id: [...unique.keys()].sort((a, b) => a - b).join(","), schemas: [...unique.values()] };
}

/** Opens references and `allOf`. A choice of one variant is no choice. */
export function flatten({ schemas }: Conjunction, description: Description): Flat {
  const leaves: Place[] = [];
  const choices: Choice[] = [];
  const seen = new Set<unknown>();
  let nullable = false;

  const open = (place: Place): void => {
    if (place.value === true || seen.has(place.value)) return;
    seen.add(place.value);
    if (!isObject(place.value)) {
      leaves.push({ ...place, value: IMPOSSIBLE });
      return;
    }
    const schema = place.value;
    if (typeof schema.$ref === "string") {
      open(description.follow({ ...place, value: { $ref: schema.$ref } }));
      // Before 3.1 nothing beside a reference counts.
      if (!description.jsonSchema) return;
    }
    const form = plain(schema);
    if (Object.keys(form).length > 0) leaves.push({ ...place, value: form });
    for (const [, part] of childrenOf(childOf(place, "allOf"))) open(part);
    const loose = !description.jsonSchema && schema.nullable === true && schema.type === undefined;
    nullable ||= loose && Array.isArray(schema.allOf);
    for (const keyword of ["oneOf", "anyOf"]) {
      const variants = childrenOf(childOf(place, keyword)).map(([, variant]) => variant);
      if (variants.length === 0) continue;
      if (loose) variants.push({ ...place, value: NULL_SCHEMA });
      if (variants.length === 1) for (const variant of variants) open(variant);
      else choices.push({ exclusive: keyword === "oneOf", variants });
    }
  };
  for (const place of schemas) open(place);
  return { leaves, choices, nullable };
}

/** A schema without what `flatten` opens. */
function plain(schema: JsonObject): JsonObject {
  if (!["$ref", "allOf", "oneOf", "anyOf"].some((keyword) => keyword in schema)) return schema;
  let form = plainForms.get(schema);
  if (!form) {
    const { $ref: _ref, allOf: _all, oneOf, anyOf, ...rest } = schema;
    form = rest;
    if (isObject(schema.discriminator)) {
      const variants = [oneOf, anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
      form = { ...rest, discriminator: withNames(schema.discriminator, variants) };
    }
    plainForms.set(schema, form);
  }
  return form;
}

/** A discriminator with the values that go without saying: the names of the variants' components. */
function withNames(discriminator: JsonObject, variants: readonly unknown[]): JsonObject {
  const mapping = isObject(discriminator.mapping) ? discriminator.mapping : {};
  const targets = new Set(Object.values(mapping).map(referenceName));
  const names = variants.map((variant) => (isObject(variant) ? referenceName(variant.$ref) : ""));
  const implied = names.filter((name) => name !== "" && !targets.has(name)).map((name) => [name, name]);
  return { ...discriminator, mapping: { ...Object.fromEntries(implied), ...mapping } };
}

/** The name of the component that a reference leads to, or an empty text for what is no reference. */
export function referenceName(ref: unknown): string {
  return typeof ref === "string" ? (ref.split("/").at(-1) ?? "").replace(/\.(ya?ml|json)$/, "") : "";
}

function idOf(schema: object): number {
  let id = ids.get(schema);
  if (id === undefined) {
    lastId += 1;
    id = lastId;
    ids.set(schema, id);
  }
  return id;
}
