import {
  encodePointer,
  type JsonObject,
  SCHEMA_KEYWORDS,
  SCHEMA_LIST_KEYWORDS,
  SCHEMA_MAP_KEYWORDS,
} from "../description/index.js";
import type { Child, Fact, Part } from "./compare.js";
import { createSchemaReader, type Schemas } from "./schema-unions.js";
import { type ComparableValue, isSame, toComparable } from "./value.js";

/** Which way a body goes. */
export type Direction = "request" | "response";

const words = (text: string) => text.split(" ");
const TEXTS = words("title description example examples externalDocs xml $comment $id $schema $defs definitions");
const COMPOSITION = words("$ref allOf oneOf anyOf discriminator required nullable");
const CHILDREN = [...SCHEMA_KEYWORDS, ...SCHEMA_LIST_KEYWORDS, ...SCHEMA_MAP_KEYWORDS].filter(
  (keyword) => !TEXTS.includes(keyword) && !COMPOSITION.includes(keyword),
);
const LOWER_BOUNDS = words("minimum exclusiveMinimum minLength minItems minProperties");
const UPPER_BOUNDS = words("maximum exclusiveMaximum maxLength maxItems maxProperties");
/** Values that say no more than their absence. */
const EMPTY: Record<string, unknown> = {
  ...{ minLength: 0, minItems: 0, minProperties: 0, uniqueItems: false },
  ...{ readOnly: false, writeOnly: false, deprecated: false },
};

/**
 * Reads the schemas of a bundle as parts to compare. How a schema is put together makes no difference: references,
 * `allOf`, what stands beside a union and holds for each alternative, and the spellings of OpenAPI 3.0 and 3.1.
 */
export function createPartReader(document: JsonObject): (schema: unknown, direction: Direction) => Part {
  const reader = createSchemaReader(document);
  const ids = new WeakMap<object, number>();
  let count = 0;
  const idOf = (schema: object) => {
    const id = ids.get(schema) ?? count++;
    ids.set(schema, id);
    return id;
  };

  /** @param options - each describes a value of a leaf; one, but for a property of a union */
  function read(options: readonly Schemas[], direction: Direction): Part {
    const [schemas = []] = options;
    const union = options.length === 1 ? reader.unionOf(schemas) : undefined;
    const leaves = options.flatMap(reader.leavesOf);
    const facts = joinFacts(leaves.map(factsOf));
    // Whether a value is sent at all matters one way only.
    const [oneWay, other] = direction === "request" ? ["readOnly", "writeOnly"] : ["writeOnly", "readOnly"];
    facts.delete(other as string);
    const isPartial = leaves.flat().some((part) => part["x-chosen-part"] === true);
    const choices = union?.choices.map(({ name = "", spot = { object: schemas, pointer: "" }, schemas: inner }) => ({
      ...{ what: "alternative", name, spot },
      part: () => read([inner], direction),
    }));
    return {
      id: `${direction} ${options.map((option) => option.map(idOf).join()).join(" ")}`,
      object: leaves[0]?.[0] ?? document,
      facts,
      children: childrenOf(leaves, (inner) => read(inner, direction)),
      otherWay: facts.has(oneWay as string),
      ...(isPartial && {
        omits: ({ what, required }) => what === "property" && !(direction === "request" && required),
      }),
      ...(choices && union?.discriminator && { discriminator: { ...union.discriminator, choices } }),
      ...(choices && { alternatives: choices.map(({ part }) => part) }),
    };
  }

  function childrenOf(leaves: readonly Schemas[], part: (options: readonly Schemas[]) => Part): Child[] {
    const found = new Map<string, Pick<Child, "what" | "name" | "spot"> & { options: Map<Schemas, JsonObject[]> }>();
    for (const leaf of leaves) {
      for (const { schema, ...child } of leaf.flatMap(nestedSchemas)) {
        const key = `${child.what} ${child.name}`;
        const known = found.get(key) ?? { ...child, options: new Map() };
        known.options.set(leaf, [...(known.options.get(leaf) ?? []), reader.target(schema)]);
        found.set(key, known);
      }
    }
    return [...found.values()].map(({ options, ...child }) => ({
      ...child,
      part: () => part([...options.values()]),
      required: child.what === "property" && [...options.keys()].every((leaf) => isRequired(leaf, child.name)),
    }));
  }

  return (schema, direction) => read([[reader.target(schema)]], direction);
}

function nestedSchemas(object: JsonObject) {
  return CHILDREN.flatMap((keyword) => {
    const value = object[keyword];
    const at = (name: string, schema: unknown, ...path: string[]) => ({
      ...{ what: keyword === "properties" ? "property" : keyword, name, schema },
      spot: { object, pointer: encodePointer([keyword, ...path]) },
    });
    if (value === undefined) return [];
    if (Array.isArray(value) || SCHEMA_MAP_KEYWORDS.includes(keyword)) {
      return Object.entries(value as object).map(([name, schema]) => at(name, schema, name));
    }
    // What allows everything says no more than its absence, but that a list's items are described.
    if (keyword !== "items" && (value === true || isSame(toComparable(value), "{}"))) return [];
    return [at(value === false ? "false" : "schema", value)];
  });
}

const isRequired = (leaf: Schemas, name: string) =>
  leaf.some(({ required }) => Array.isArray(required) && required.includes(name));

/** What the keywords of schemas say together, one fact each. */
function factsOf(leaf: Schemas): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  for (const object of leaf) {
    for (const [what, value, keyword] of keywordsOf(object)) {
      const known = facts.get(what);
      const spot = known?.spot ?? { object, pointer: encodePointer([keyword]) };
      facts.set(what, { spot, value: known ? combine(what, known.value, value) : value });
    }
  }
  const types = facts.get("type");
  const implied = types ?? impliedType(leaf, facts);
  if (!implied) return facts;
  const value = (implied.value as readonly ComparableValue[]).filter((type) => type !== "null");
  facts.set("type", { ...implied, value });
  if (value.length < (implied.value as readonly ComparableValue[]).length)
    facts.set("nullable", { ...implied, value: true });
  return facts;
}

function keywordsOf(object: JsonObject): [what: string, value: ComparableValue, keyword: string][] {
  return Object.entries(object).flatMap(([keyword, value]): [string, ComparableValue, string][] => {
    if (value === EMPTY[keyword] || /^x-/.test(keyword)) return [];
    if ([...TEXTS, ...COMPOSITION, ...CHILDREN].includes(keyword)) return [];
    if (keyword === "type") {
      const types = Array.isArray(value) ? value : [value, ...(object.nullable === true ? ["null"] : [])];
      return [["type", toComparable(types), keyword]];
    }
    if (keyword === "enum" || keyword === "const") {
      const values = (Array.isArray(value) && keyword === "enum" ? value : [value]).filter((one) => one !== null);
      return [["enum", toComparable(values), keyword]];
    }
    // OpenAPI 3.0 has a flag beside the bound, 3.1 a bound of its own.
    const exclusive = `exclusive${keyword[0]?.toUpperCase()}${keyword.slice(1)}`;
    if (object[exclusive] === true) return [[exclusive, toComparable(value), keyword]];
    return typeof value === "boolean" && /^exclusiveM/.test(keyword) ? [] : [[keyword, toComparable(value), keyword]];
  });
}

/** What two schemas that hold together say by the same keyword. */
function combine(what: string, left: ComparableValue, right: ComparableValue): ComparableValue {
  if (LOWER_BOUNDS.includes(what)) return Math.max(Number(left), Number(right));
  if (UPPER_BOUNDS.includes(what)) return Math.min(Number(left), Number(right));
  if (Array.isArray(left) && Array.isArray(right)) {
    const both = left.filter((one) => right.some((other) => isSame(one, other)));
    // No value has two types; saying so is better than saying nothing.
    return both.length > 0 || what !== "type" ? both : [[...left, ...right].sort().join(" and ")];
  }
  return what === "pattern" && !isSame(left, right) ? toComparable([left, right].flat()) : left;
}

// What a schema without a type is about, by its keywords.
function impliedType(leaf: Schemas, facts: Map<string, Fact>): Fact | undefined {
  const by = (keyword: string, value: string) => {
    const object = leaf.find((part) => part[keyword] !== undefined);
    return object && { value: [value], spot: { object, pointer: encodePointer([keyword]) } };
  };
  const values = facts.get("enum");
  const isText = Array.isArray(values?.value) && values.value.every((value) => typeof value === "string");
  return (
    by("properties", "object") ??
    by("items", "array") ??
    (isText && values ? { ...values, value: ["string"] } : undefined)
  );
}

/** What all alternatives say together: types and values of any of them; of what they don't agree on, all that they say. */
function joinFacts(alternatives: readonly Map<string, Fact>[]): Map<string, Fact> {
  // Null alone is no alternative, but one value more.
  const others = alternatives.filter((facts) => !isSame(facts.get("type")?.value, []));
  const all = others.length > 0 ? others : alternatives;
  const nullable = alternatives.map((facts) => facts.get("nullable")).find((fact) => fact !== undefined);
  const names = new Set(all.flatMap((facts) => [...facts.keys()]));
  const joined = [...names].flatMap((what): [string, Fact][] => {
    const facts = all.map((one) => one.get(what));
    const first = facts.find((fact) => fact !== undefined);
    if (!first) return [];
    const values = facts.map((fact) => fact?.value ?? null);
    const distinct = values.filter((value, index) => values.findIndex((other) => isSame(value, other)) === index);
    if (what !== "type" && what !== "enum") {
      return [[what, { ...first, value: distinct.length === 1 ? first.value : toComparable(distinct) }]];
    }
    // Where one alternative allows every value, so do all together.
    if (distinct.includes(null)) return [];
    const either = toComparable([...new Set(distinct.flat())]) as readonly ComparableValue[];
    return [[what, { ...first, value: what === "type" && either.length === 1 ? (either[0] ?? null) : either }]];
  });
  return new Map([...joined, ...(nullable ? [["nullable", nullable] as const] : [])]);
}
