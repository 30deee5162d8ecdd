import { toRegExp } from "../../../src/call/pattern.js";
import { isObject, keywordsOf, type Schema, typesOfView } from "../description/index.js";
import { BREAKABLE_FORMATS } from "./constraints.js";
import { type CaseOptions, sampleOf } from "./sample.js";
import type { SchemaLocation } from "./schema-locations.js";

/** A value for a location that breaks one of its constraints. */
export interface WrongValue {
  /** The constraint that is broken, as in the list of constraints. */
  rule: string;
  /** What is done to it, in words, where the rule doesn't say it. */
  detail: string;
  value: unknown;
}

const OF_TYPE: Record<string, unknown> = {
  string: "text",
  integer: 7,
  number: 1.5,
  boolean: true,
  object: {},
  array: [],
  null: null,
};
// A number for a string, a string for all others: what slips through most easily.
const MISTAKEN_FOR: Record<string, string> = { string: "integer", object: "array", array: "object", integer: "number" };
const LONGEST = 20_000;

/** For every constraint of a location a value that breaks it; for a type its most likely confusions, and null. */
export function wrongValues(location: SchemaLocation, options: CaseOptions): WrongValue[] {
  if (!location.travels) {
    return [{ rule: location.view.readOnly === true ? "readOnly" : "writeOnly", detail: "", value: location.valid }];
  }
  return keywordsOf(location.view).flatMap(([keyword, limit]) =>
    breaking(keyword, limit, location, options).map(([value, detail = "", rule = keyword]) => ({
      rule,
      detail,
      value,
    })),
  );
}

type Broken = [value: unknown, detail?: string, rule?: string];

function breaking(keyword: string, limit: unknown, location: SchemaLocation, options: CaseOptions): Broken[] {
  const { view, valid } = location;
  const count = Number(limit);
  const list = Array.isArray(valid) ? valid : [];
  switch (keyword) {
    case "type":
      return wrongTypes(view);
    case "enum":
    case "const":
      return [[typesOfView(view).includes("string") || typeof limit === "string" ? "no such value" : 987_654_321]];
    case "pattern":
      return offPattern(String(limit));
    case "format":
      return String(limit) in BREAKABLE_FORMATS ? [[BREAKABLE_FORMATS[String(limit)]]] : [];
    case "minLength":
      return count > 0 ? [[stringOfLength(valid, count - 1)]] : [];
    case "maxLength":
      return count > LONGEST ? [] : [[stringOfLength(valid, count + 1)]];
    case "minimum":
      return [[count - step(count)]];
    case "maximum":
      return [[count + step(count)]];
    case "exclusiveMinimum":
    case "exclusiveMaximum":
      return [[count]];
    case "multipleOf":
      return [[Number(valid) + count / 2]];
    case "minItems":
      return count > 0 ? [[list.slice(0, count - 1)]] : [];
    case "maxItems":
      return count > 1000
        ? []
        : [[Array.from({ length: count + 1 }, (_, index) => list[index] ?? item(list, view, options))]];
    case "uniqueItems":
      return limit === true ? [[[item(list, view, options), item(list, view, options)]]] : [];
    case "required":
      return isObject(valid) ? (limit as string[]).flatMap((name) => without(valid, name)) : [];
    case "additionalProperties":
      return limit === false ? [[{ ...(valid as object), noSuchProperty: 1 }]] : [];
    case "minProperties":
      return count > 0 ? [[Object.fromEntries(Object.entries(valid as object).slice(0, count - 1))]] : [];
    case "maxProperties":
      return count > 100
        ? []
        : [[Object.fromEntries(Array.from({ length: count + 1 }, (_, index) => [`property${index}`, 1]))]];
    case "not":
      return forbidden(view, options);
    case "oneOf":
    case "anyOf":
      return noBranch(location, options);
    default:
      return [];
  }
}

// Beyond 2^53, a number of JavaScript and the next one are the same.
function step(limit: number): number {
  return Math.max(1, Math.abs(limit) * 2 ** -51);
}

// One that is valid: only the list is to be wrong.
function item(list: readonly unknown[], { items }: Schema, options: CaseOptions): unknown {
  return list[0] ?? (isObject(items) ? sampleOf(items, options) : OF_TYPE.string);
}

function wrongTypes(view: Schema): Broken[] {
  const types = typesOfView(view);
  const mistaken = types.map((type) => MISTAKEN_FOR[type] ?? "string");
  const wrong = [...new Set([...mistaken, "array", "null"])].filter(
    (type) => !types.includes(type) && !(type === "integer" && types.includes("number")),
  );
  return wrong.map((type) => [OF_TYPE[type], type]);
}

function offPattern(pattern: string): Broken[] {
  const regExp = toRegExp(pattern);
  const text = ["-", "!", "~", "..", " ", "", "\u0000", "x".repeat(50)].find((candidate) => !regExp.test(candidate));
  return text === undefined ? [] : [[text]];
}

// Of the letters of a valid string, so that a pattern beside the length holds if it can.
function stringOfLength(valid: unknown, length: number): string {
  const letters = typeof valid === "string" && valid !== "" ? [...valid] : ["x"];
  return Array.from({ length }, (_, index) => letters[index] ?? letters.at(-1)).join("");
}

function without(valid: Schema, name: string): Broken[] {
  const { [name]: removed, ...rest } = valid;
  return removed === undefined ? [] : [[rest, "", `required ${name}`]];
}

function forbidden({ not, ...rest }: Schema, options: CaseOptions): Broken[] {
  try {
    return [[sampleOf({ allOf: [rest, not] }, options)]];
  } catch {
    // Nothing else allows what is forbidden.
    return [];
  }
}

function noBranch(location: SchemaLocation, { judgeSchema, direction }: CaseOptions): Broken[] {
  // An object breaks each branch in a way of its own; something else is in none of them.
  if (location.view.discriminator !== undefined) return [[OF_TYPE.array]];
  const rules = (value: unknown) => judgeSchema(location.schema, value, direction).map(({ rule }) => rule);
  // One that the union rejects, and not what stands beside it.
  const value =
    Object.values(OF_TYPE).find((candidate) => rules(candidate).some((rule) => rule === "oneOf" || rule === "anyOf")) ??
    Object.values(OF_TYPE).find((candidate) => rules(candidate).length > 0);
  return value === undefined ? [] : [[value]];
}
