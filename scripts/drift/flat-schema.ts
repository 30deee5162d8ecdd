import { child, describe, follow, isMapping, items, members, type Place } from "../source/source.js";

/** A schema with all that it takes over by references and `allOf`, as one. */
export interface FlatSchema {
  /** The schema itself, and what it takes over. */
  parts: Place[];
  /** Keywords that are compared as they are, with their values in one spelling. */
  keywords: Map<string, { value: unknown; part: Place; place: Place }>;
  types: string[] | undefined;
  required: Set<string>;
  properties: Map<string, Place[]>;
  items: Place | undefined;
  additional: Place | undefined;
  /** The alternatives of `oneOf`, `anyOf`, or of a discriminator that stands alone. */
  alternatives: Place[];
  discriminator: { propertyName: string; mapping: Map<string, Place>; place: Place } | undefined;
  chosenPart: boolean;
}

const COMPARED = [
  "format",
  "pattern",
  "minLength",
  "maxLength",
  "multipleOf",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "readOnly",
  "writeOnly",
  "deprecated",
  "default",
];
/** Values that say no more than their absence. */
const EMPTY: Record<string, unknown> = {
  minLength: 0,
  minItems: 0,
  minProperties: 0,
  uniqueItems: false,
  readOnly: false,
  writeOnly: false,
  deprecated: false,
};

/**
 * Reads a schema as a whole.
 *
 * @param schemas - the places that all describe the same value
 * @param choice - whether alternatives count; not, where one of them has been chosen already
 * @throws Error naming a reference that leads nowhere
 */
export function flattenSchema(schemas: readonly Place[], choice = true): FlatSchema {
  const [schema, ...others] = schemas;
  // Responses share their schemas, so most are asked for again and again.
  if (!isMapping(schema?.value) || others.length > 0) return readSchema(schemas, choice);
  const known = read.get(schema.value) ?? new Map<boolean, FlatSchema>();
  read.set(schema.value, known);
  const flat = known.get(choice) ?? readSchema(schemas, choice);
  known.set(choice, flat);
  return flat;
}

const read = new WeakMap<object, Map<boolean, FlatSchema>>();

function readSchema(schemas: readonly Place[], choice: boolean): FlatSchema {
  const parts = schemas.flatMap((schema) => conjuncts(schema, new Set()));
  const flat: FlatSchema = {
    parts,
    keywords: new Map(),
    types: undefined,
    required: new Set(),
    properties: new Map(),
    items: undefined,
    additional: undefined,
    alternatives: [],
    discriminator: undefined,
    chosenPart: false,
  };
  for (const part of parts) addPart(flat, part, choice);
  flat.types ??= impliedTypes(flat);
  const nullable = flat.types?.includes("null") ?? false;
  if (flat.types) flat.types = flat.types.filter((type) => type !== "null");
  if (nullable)
    flat.keywords.set("nullable", {
      value: true,
      part: parts[0] as Place,
      place: child(parts[0] as Place, "nullable"),
    });
  return flat;
}

function conjuncts(schema: Place, seen: Set<string>): Place[] {
  const place = follow(schema);
  const key = describe(place);
  if (!isMapping(place.value) || seen.has(key)) return [];
  seen.add(key);
  // OpenAPI 3.1 allows keywords beside a reference.
  const beside = place.value !== schema.value && isMapping(schema.value) && Object.keys(schema.value).length > 1;
  return [
    ...(beside ? [schema] : []),
    place,
    ...items(child(place, "allOf")).flatMap((member) => conjuncts(member, seen)),
  ];
}

function addPart(flat: FlatSchema, part: Place, choice: boolean): void {
  const schema = part.value as Record<string, unknown>;
  for (const keyword of COMPARED) {
    const value = schema[keyword];
    if (value === undefined || value === EMPTY[keyword] || flat.keywords.has(keyword)) continue;
    flat.keywords.set(keyword, { value, part, place: child(part, keyword) });
  }
  addBounds(flat, part, schema);
  const values = schema.const === undefined ? schema.enum : [schema.const];
  if (Array.isArray(values)) {
    const known = flat.keywords.get("enum")?.value as unknown[] | undefined;
    const value = (known ? known.filter((one) => values.includes(one)) : values).filter((one) => one !== null);
    flat.keywords.set("enum", { value, part, place: child(part, schema.const === undefined ? "enum" : "const") });
  }
  const types = typesOf(schema);
  if (types) flat.types = flat.types ? flat.types.filter((type) => types.includes(type)) : types;
  for (const name of Array.isArray(schema.required) ? schema.required : []) flat.required.add(String(name));
  for (const [name, property] of members(child(part, "properties"))) {
    flat.properties.set(name, [...(flat.properties.get(name) ?? []), property]);
  }
  if (schema.items !== undefined) flat.items ??= child(part, "items");
  // `true` and an empty schema allow what is allowed anyway.
  const { additionalProperties: additional } = schema;
  const says =
    additional !== undefined && additional !== true && !(isMapping(additional) && Object.keys(additional).length === 0);
  if (says) flat.additional ??= child(part, "additionalProperties");
  if (schema["x-chosen-part"] === true) flat.chosenPart = true;
  if (choice) addChoice(flat, part, schema);
}

function addBounds(flat: FlatSchema, part: Place, schema: Record<string, unknown>): void {
  for (const bound of ["minimum", "maximum"] as const) {
    const exclusive = bound === "minimum" ? "exclusiveMinimum" : "exclusiveMaximum";
    // OpenAPI 3.0 has a flag beside the bound, 3.1 a bound of its own.
    const flagged = schema[exclusive] === true;
    const inclusive = flagged ? undefined : schema[bound];
    const strict = flagged ? schema[bound] : schema[exclusive];
    if (typeof inclusive === "number") flat.keywords.set(bound, { value: inclusive, part, place: child(part, bound) });
    if (typeof strict === "number")
      flat.keywords.set(exclusive, { value: strict, part, place: child(part, exclusive) });
  }
}

function addChoice(flat: FlatSchema, part: Place, schema: Record<string, unknown>): void {
  const keyword = ["oneOf", "anyOf"].find((name) => Array.isArray(schema[name]));
  const alternatives = keyword ? items(child(part, keyword)) : [];
  const place = child(part, "discriminator");
  if (isMapping(schema.discriminator) && typeof schema.discriminator.propertyName === "string") {
    const mapping = new Map(
      members(child(place, "mapping")).map(([value, target]) => [value, toReference(target)] as const),
    );
    flat.discriminator ??= { propertyName: schema.discriminator.propertyName, mapping, place };
    // The older style: the alternatives take the base over by `allOf`, and only the mapping names them.
    if (!keyword) alternatives.push(...mapping.values());
  }
  if (flat.alternatives.length === 0) flat.alternatives = alternatives;
}

// A mapping's value is a reference, or the name of a component.
function toReference(place: Place): Place {
  const value = String(place.value);
  const $ref = /[#/.]/.test(value) ? value : `#/components/schemas/${value}`;
  return { ...place, value: { $ref } };
}

function typesOf({ type, nullable }: Record<string, unknown>): string[] | undefined {
  if (type === undefined) return undefined;
  const types = (Array.isArray(type) ? type : [type]).map(String);
  return nullable === true ? [...types, "null"] : types;
}

// What a schema without a type is about, by its keywords.
function impliedTypes({ properties, items: list, keywords, alternatives }: FlatSchema): string[] | undefined {
  const [first, ...others] = alternatives.map((alternative) => flattenSchema([alternative], false).types);
  if (first && others.every((types) => types?.join() === first.join())) return first;
  if (properties.size > 0) return ["object"];
  if (list) return ["array"];
  const values = keywords.get("enum")?.value as unknown[] | undefined;
  return values?.every((value) => typeof value === "string") ? ["string"] : undefined;
}
