import fc from "fast-check";
import { toRegExp } from "../../../src/call/pattern.js";
import { isObject, keywordsOf, type Schema, typesOfView } from "../description/index.js";
import { type CaseOptions, sampleOf } from "./sample.js";
import type { SchemaLocation } from "./schema-locations.js";
import { FORMATS, MAX_LENGTH, stringArbitrary } from "./string-arbitrary.js";

/** A keyword of a location's schema, with its value. */
export interface Constraint {
  keyword: string;
  limit: unknown;
  /** The keyword; for a required property, its name too. */
  rule: string;
}

interface Context extends SchemaLocation {
  limit: unknown;
  /** The limit as a number. */
  count: number;
  options: CaseOptions;
}

interface Keyword {
  /** Whether the keyword with that value forbids anything. @default true */
  forbids?: (limit: unknown, view: Schema) => boolean;
  /** Values at the edges of what it allows. @default the location's valid value */
  valid?: (context: Context) => unknown[];
  /** Values that break it. @default none */
  invalid?: (context: Context) => unknown[];
}

const MAX_ITEMS = 1000;
const MAX_PROPERTIES = 100;
const OF_TYPE: Record<string, unknown> = {
  ...{ string: "text", integer: 7, number: 1.5, boolean: true },
  ...{ object: {}, array: [], null: null },
};
// A number for a string, and a string for all other types: the most common confusions.
const MISTAKEN_FOR: Record<string, string> = { string: "integer", object: "array", array: "object", integer: "number" };

// These are annotations. Schemas in `properties` and `items` have locations of their own, whether a property is allowed
// at all depends on its parent, and a discriminator only selects a branch.
const ANNOTATIONS =
  "title description default example examples deprecated externalDocs xml $comment $schema $id $anchor $defs definitions " +
  "contentEncoding contentMediaType contentSchema discriminator readOnly writeOnly properties items";

const isPositive = (limit: unknown) => Number(limit) > 0;
const itself: Keyword["valid"] = ({ limit }) => [limit];

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  ...Object.fromEntries(ANNOTATIONS.split(" ").map((name) => [name, { forbids: () => false }])),
  default: { forbids: () => false, valid: itself },
  examples: { forbids: () => false, valid: ({ limit }) => limit as unknown[] },
  type: { forbids: (_, view) => typesOfView(view).length < 7, valid: valuesOfTypes, invalid: wrongTypes },
  enum: { valid: ({ limit }) => [(limit as unknown[])[0], (limit as unknown[]).at(-1)], invalid: unknownValue },
  const: { valid: itself, invalid: unknownValue },
  pattern: { invalid: stringOffPattern },
  format: {
    forbids: (limit) => String(limit) in FORMATS,
    invalid: ({ limit }) => [FORMATS[String(limit)]?.invalid],
  },
  minLength: {
    forbids: isPositive,
    valid: stringsOfLength,
    invalid: ({ valid, count }) => [stretched(valid, count - 1)],
  },
  maxLength: {
    valid: stringsOfLength,
    invalid: ({ valid, count }) => (count > MAX_LENGTH ? [] : [stretched(valid, count + 1)]),
  },
  minimum: { valid: itself, invalid: ({ count }) => [count - leastDifference(count)] },
  maximum: { valid: itself, invalid: ({ count }) => [count + leastDifference(count)] },
  exclusiveMinimum: { valid: ({ count, view }) => [count + stepOf(view)], invalid: ({ count }) => [count] },
  exclusiveMaximum: { valid: ({ count, view }) => [count - stepOf(view)], invalid: ({ count }) => [count] },
  multipleOf: { invalid: ({ valid, count }) => [Number(valid) + count / 2] },
  minItems: {
    forbids: isPositive,
    valid: listsOfLength,
    invalid: ({ valid, count }) => [asList(valid).slice(0, count - 1)],
  },
  maxItems: { valid: listsOfLength, invalid: tooManyItems },
  uniqueItems: {
    forbids: (limit) => limit === true,
    invalid: (context) => [[validItem(context), validItem(context)]],
  },
  required: { invalid: ({ valid, limit }) => (isObject(valid) ? without(valid, String(limit)) : []) },
  additionalProperties: {
    forbids: (limit) => limit === false,
    invalid: ({ valid }) => [{ ...(valid as object), noSuchProperty: 1 }],
  },
  minProperties: {
    forbids: isPositive,
    invalid: ({ valid, count }) => [Object.fromEntries(Object.entries(valid as object).slice(0, count - 1))],
  },
  maxProperties: { invalid: tooManyProperties },
  not: { invalid: forbiddenValue },
  oneOf: { invalid: valueOfNoBranch },
  anyOf: { invalid: valueOfNoBranch },
};

/** The constraints that a schema's view puts on values. An unknown keyword counts, so that none is overlooked. */
export function constraintsOf(view: Schema): Constraint[] {
  return keywordsOf(view).flatMap(([keyword, limit]) => {
    if (keyword.startsWith("x-") || KEYWORDS[keyword]?.forbids?.(limit, view) === false) return [];
    const limits = keyword === "required" ? (limit as string[]) : [limit];
    return limits.map((one) => ({ keyword, limit: one, rule: keyword === "required" ? `required ${one}` : keyword }));
  });
}

/** Makes values for a keyword of a location. */
export function valuesFor(location: SchemaLocation, keyword: string, limit: unknown, options: CaseOptions) {
  const { valid, invalid } = KEYWORDS[keyword] ?? {};
  const context = { ...location, limit, count: Number(limit), options };
  return {
    /** Values at the edges of what the keyword allows; some may break another keyword. */
    valid: () => valid?.(context) ?? [location.valid],
    /** Values that break the keyword. */
    invalid: () => invalid?.(context) ?? [],
  };
}

function valuesOfTypes({ view, valid }: Context): unknown[] {
  return typesOfView(view).flatMap((type) => (type === "boolean" ? [true, false] : type === "null" ? [null] : [valid]));
}

function wrongTypes({ view }: Context): unknown[] {
  const types = typesOfView(view);
  const mistaken = types.map((type) => MISTAKEN_FOR[type] ?? "string");
  const wrong = [...new Set([...mistaken, "array", "null"])].filter(
    (type) => !types.includes(type) && !(type === "integer" && types.includes("number")),
  );
  return wrong.map((type) => OF_TYPE[type]);
}

function unknownValue({ view, limit }: Context): unknown[] {
  const isString = typesOfView(view).includes("string") || [limit].flat().some((value) => typeof value === "string");
  return [isString ? "no such value" : 987_654_321];
}

function stringOffPattern({ limit }: Context): unknown[] {
  const regExp = toRegExp(String(limit));
  const text = ["-", "!", "~", "..", " ", "", "\u0000", "x".repeat(50)].find((candidate) => !regExp.test(candidate));
  return text === undefined ? [] : [text];
}

function stringsOfLength({ view, count, options: { charset, seed } }: Context): unknown[] {
  if (count > MAX_LENGTH) return [];
  const { pattern, format } = view;
  if (pattern === undefined && format === undefined) return ["x".repeat(count)];
  const repeated = ["a", "0", "A"].map((letter) => letter.repeat(count));
  const found = pattern === undefined ? undefined : repeated.find((text) => toRegExp(String(pattern)).test(text));
  if (found) return [found];
  try {
    return fc.sample(stringArbitrary({ ...view, minLength: count, maxLength: count }, charset), { numRuns: 1, seed });
  } catch {
    // Its pattern or its format never has that length.
    return [];
  }
}

// Made of the letters of a valid string, to match a pattern beside the length if possible.
function stretched(valid: unknown, length: number): string {
  const letters = typeof valid === "string" && valid !== "" ? [...valid] : ["x"];
  return Array.from({ length }, (_, index) => letters[index] ?? letters.at(-1)).join("");
}

// Beyond 2^53, JavaScript can't distinguish a number from the next one.
function leastDifference(limit: number): number {
  return Math.max(1, Math.abs(limit) * 2 ** -51);
}

function stepOf({ multipleOf, type }: Schema): number {
  if (multipleOf !== undefined) return Number(multipleOf);
  return type === "integer" ? 1 : 0.001;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

// A valid item: only the list has to be wrong.
function validItem({ valid, view: { items }, options }: Context): unknown {
  return asList(valid)[0] ?? (isObject(items) ? sampleOf(items, options) : OF_TYPE.string);
}

function listsOfLength({ view, count, options }: Context): unknown[] {
  if (count > MAX_ITEMS) return [];
  return [sampleOf({ ...view, minItems: count, maxItems: count }, { ...options, properties: "none" })];
}

function tooManyItems(context: Context): unknown[] {
  const { valid, count } = context;
  if (count > MAX_ITEMS) return [];
  return [Array.from({ length: count + 1 }, (_, index) => asList(valid)[index] ?? validItem(context))];
}

function tooManyProperties({ count }: Context): unknown[] {
  if (count > MAX_PROPERTIES) return [];
  return [Object.fromEntries(Array.from({ length: count + 1 }, (_, index) => [`property${index}`, 1]))];
}

function without(valid: Schema, name: string): unknown[] {
  const { [name]: removed, ...rest } = valid;
  return removed === undefined ? [] : [rest];
}

function forbiddenValue({ view: { not, ...rest }, options }: Context): unknown[] {
  try {
    return [sampleOf({ allOf: [rest, not] }, options)];
  } catch {
    // No other keyword allows the forbidden property.
    return [];
  }
}

function valueOfNoBranch({ view, schema, options: { judgeSchema, direction } }: Context): unknown[] {
  // An object breaks each branch in a different way; a value of another type matches none of them.
  if (view.discriminator !== undefined) return [OF_TYPE.array];
  const rules = (value: unknown) => judgeSchema(schema, value, direction).map(({ rule }) => rule);
  // A value that the union rejects, rather than the keywords beside it.
  const candidates = Object.values(OF_TYPE);
  const value =
    candidates.find((candidate) => rules(candidate).some((rule) => rule === "oneOf" || rule === "anyOf")) ??
    candidates.find((candidate) => rules(candidate).length > 0);
  return value === undefined ? [] : [value];
}
