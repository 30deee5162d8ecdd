import { canonicalJson, intersectTypes, type JsonObject } from "../description/index.js";
import { type BundleLocation, inside } from "./bundle-location.js";
import type { SchemaPart } from "./conjunction.js";
import { typeOf, uniteTypes, type Value } from "./node.js";

const MIN_KEYWORDS = ["minLength", "minItems", "minProperties"];
const MAX_KEYWORDS = ["maxLength", "maxItems", "maxProperties"];

/** The types that all parts of a schema allow; undefined if no part names a type. */
export function readTypes(
  parts: readonly SchemaPart[],
  jsonSchema: boolean,
): { list: string[]; location: BundleLocation } | undefined {
  let found: { list: string[]; location: BundleLocation } | undefined;
  for (const { location, schema } of parts) {
    if (schema.type === undefined) continue;
    const own = [schema.type].flat().map(String);
    if (allowsNull(schema, jsonSchema)) own.push("null");
    const list = uniteTypes(found ? intersectTypes(found.list, own) : own);
    if (!found || list.length < found.list.length) found = { list, location: inside(location, "type") ?? location };
  }
  const isWhole = parts.some(({ schema }) => Number.isInteger(schema.multipleOf));
  return found && isWhole ? { ...found, list: uniteTypes(found.list.map(toInteger)) } : found;
}

const toInteger = (type: string) => (type === "number" ? "integer" : type);

/** Whether `nullable` has an effect: it adds null to the type beside it, in OpenAPI 3.0 alone, if the `enum` has null. */
export const allowsNull = ({ nullable, type, enum: list }: JsonObject, jsonSchema: boolean): boolean =>
  nullable === true && type !== undefined && !jsonSchema && (!Array.isArray(list) || list.includes(null));

/**
 * The values that all parts of a schema list and whose type is allowed.
 *
 * @param strict - whether values that contradict the type are always dropped; otherwise, if no value has an allowed
 * type, the values count and the type is ignored
 * @returns undefined if no part has a list
 */
export function readEnumeration(
  parts: readonly SchemaPart[],
  types: { list: string[] } | undefined,
  owner: BundleLocation,
  strict: boolean,
): { values: unknown[]; location: BundleLocation; isContradictory: boolean } | undefined {
  let found: { values: unknown[]; location: BundleLocation } | undefined;
  for (const { location, schema } of parts) {
    const lists = [schema.enum, "const" in schema ? [schema.const] : undefined].filter(Array.isArray);
    for (const list of lists) {
      const own = new Map(list.map((value) => [canonicalJson(value), value]));
      const left = found ? found.values.filter((value) => own.has(canonicalJson(value))) : [...own.values()];
      if (found && left.length === found.values.length) continue;
      found = { values: left, location: inside(location, "enum") ?? inside(location, "const") ?? location };
    }
  }
  // If the types have nothing in common, no value fits.
  if (!found) return types?.list.length === 0 ? { values: [], location: owner, isContradictory: false } : undefined;
  const texts = new Map(found.values.map((value) => [value, canonicalJson(value)]));
  const sorted = found.values.sort((a, b) => ((texts.get(a) ?? "") < (texts.get(b) ?? "") ? -1 : 1));
  const fitting = sorted.filter((value) => !types || intersectTypes(types.list, [typeOf(value)]).length > 0);
  const isContradictory =
    !strict && fitting.length === 0 && parts.some(({ schema }) => "type" in schema && Array.isArray(schema.enum));
  return { ...found, values: isContradictory ? sorted : fitting, isContradictory };
}

/** Adds the value of a keyword: of two limits the stricter one holds; of other values, all hold. */
export function addValue(values: Map<string, Value>, keyword: string, { value, location }: Value): void {
  if (MIN_KEYWORDS.includes(keyword) && value === 0) return;
  const known = values.get(keyword);
  const [a, b] = [Number(known?.value), Number(value)];
  if (!known || (MIN_KEYWORDS.includes(keyword) && b > a) || (MAX_KEYWORDS.includes(keyword) && b < a)) {
    values.set(keyword, { value, location });
  } else if (!MIN_KEYWORDS.includes(keyword) && !MAX_KEYWORDS.includes(keyword) && keyword !== "default") {
    const both = [...new Set([known.value, value].map(canonicalJson))].sort();
    if (both.length > 1) values.set(keyword, { value: both.join(" and "), location });
  }
}

interface Bound {
  limit: number;
  isExclusive: boolean;
  location: BundleLocation;
}

/**
 * Sets the strictest bounds of numbers.
 *
 * @returns false if only numbers are allowed and no number is within the bounds
 */
export function setBounds(
  parts: readonly SchemaPart[],
  types: readonly string[] | undefined,
  jsonSchema: boolean,
  values: Map<string, Value>,
): boolean {
  const isWhole = types !== undefined && !types.includes("number");
  const strictest = (keyword: string, exclusive: string, sign: 1 | -1): Bound | undefined => {
    const bounds = parts.flatMap(({ location, schema }) => [
      { limit: schema[keyword], isExclusive: !jsonSchema && schema[exclusive] === true, location, keyword },
      { limit: schema[exclusive], isExclusive: true, location, keyword: exclusive },
    ]);
    const read = bounds.flatMap(({ limit, isExclusive, location: owner, keyword: key }): Bound[] => {
      const location = inside(owner, key) ?? owner;
      if (typeof limit !== "number") return [];
      if (!isWhole) return [{ limit, isExclusive, location }];
      // For integers, "more than 3" and "at least 4" are the same.
      const least = isExclusive ? Math.floor(limit * sign) + 1 : Math.ceil(limit * sign);
      return [{ limit: least * sign, isExclusive: false, location }];
    });
    const [found] = read.sort((a, b) => (b.limit - a.limit) * sign || Number(b.isExclusive) - Number(a.isExclusive));
    if (found) values.set(found.isExclusive ? exclusive : keyword, { value: found.limit, location: found.location });
    return found;
  };
  const low = strictest("minimum", "exclusiveMinimum", 1);
  const high = strictest("maximum", "exclusiveMaximum", -1);
  if (!low || !high || !types?.every((type) => ["integer", "number"].includes(type))) return true;
  return low.limit < high.limit || (low.limit === high.limit && !low.isExclusive && !high.isExclusive);
}
