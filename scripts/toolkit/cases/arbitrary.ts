import fc from "fast-check";
import {
  branchSchemas,
  type Direction,
  flattenSchema,
  isObject,
  propertyTravels,
  type Resolve,
  type Schema,
  typesOfView,
} from "../description/index.js";
import { boundedFilter } from "./bounded-filter.js";
import { type Charset, stringArbitrary } from "./string-arbitrary.js";

/** What an arbitrary is made with. */
export interface ArbitraryOptions {
  resolve: Resolve;
  direction: Direction;
  /** Which optional properties values have. */
  properties: "random" | "none" | "all";
  /** Which characters strings have: JSON allows any, a header does not. */
  charset: Charset;
}

const ANY_NAME = fc.stringMatching(/^[a-z]{3,8}$/);

const MOST_EXACT = Number.MAX_SAFE_INTEGER;

// Longer lists prove nothing more.
const MOST_ITEMS = 1000;

// Where a schema contains itself, optional properties end here.
const DEEPEST = 5;

/**
 * A fast-check arbitrary of the values that a schema accepts in one direction. What the schema says in keywords that
 * can't be built from (`not`, `if` and the like) is left to a filter by the schema's judge.
 *
 * @throws Error if the schema needs itself without an end
 */
export function arbitraryOf(schema: unknown, options: ArbitraryOptions): fc.Arbitrary<unknown> {
  return within(schema, { ...options, made: new Map() }, 0);
}

/** How a schema and all that is in it are built. */
interface Building extends ArbitraryOptions {
  made: Map<Schema, Map<number, fc.Arbitrary<unknown>>>;
}

function within(schema: unknown, options: Building, depth: number): fc.Arbitrary<unknown> {
  if (depth > 2 * DEEPEST) throw new Error("the schema requires itself without an end");
  const view = flattenSchema(schema, options.resolve);
  // Where many schemas refer to many, each is met in as many ways as there are paths to it.
  const made = options.made.get(view) ?? new Map<number, fc.Arbitrary<unknown>>();
  options.made.set(view, made);
  const arbitrary = made.get(depth) ?? ofView(view, options, depth);
  made.set(depth, arbitrary);
  return arbitrary;
}

function ofView(view: Schema, options: Building, depth: number): fc.Arbitrary<unknown> {
  if ("const" in view) return fc.constant(view.const);
  if (Array.isArray(view.enum)) return fc.constantFrom(...view.enum);
  const branches = branchSchemas(view, options.resolve);
  if (branches.length > 0) return fc.oneof(...branches.map((branch) => within(branch, options, depth + 1)));
  const types = typesOfView(view);
  // The deeper, the smaller: null and empty lists end a circle.
  const possible = depth > DEEPEST && types.includes("null") ? ["null"] : types;
  return fc.oneof(...possible.map((type) => ofType(type, view, options, depth)));
}

function ofType(type: string, view: Schema, options: Building, depth: number): fc.Arbitrary<unknown> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return integer(view);
    case "number":
      return view.multipleOf === undefined ? decimal(view) : integer(view);
    case "string":
      return stringArbitrary(view, options.charset);
    case "array":
      return list(view, options, depth);
    case "object":
      return record(view, options, depth);
    default:
      return fc.oneof(
        fc.boolean(),
        fc.integer(),
        stringArbitrary({}, options.charset),
        fc.constant({}),
        fc.constant([]),
      );
  }
}

function integer(view: Schema): fc.Arbitrary<number> {
  const step = view.multipleOf === undefined ? 1 : Number(view.multipleOf);
  const [lowest, highest] = view.format === "int32" ? [-(2 ** 31), 2 ** 31 - 1] : [-MOST_EXACT, MOST_EXACT];
  const least = Math.max(Number(view.minimum ?? -Infinity), Number(view.exclusiveMinimum ?? -Infinity) + step / 2);
  const most = Math.min(Number(view.maximum ?? Infinity), Number(view.exclusiveMaximum ?? Infinity) - step / 2);
  // Beyond these, numbers of JavaScript leave out every other one, and fast-check searches for the rest without an end.
  const scaled = { min: Math.ceil(Math.max(least, lowest) / step), max: Math.floor(Math.min(most, highest) / step) };
  if (scaled.min <= scaled.max && Number.isSafeInteger(scaled.min) && Number.isSafeInteger(scaled.max))
    return fc.integer(scaled).map((value) => value * step + 0);
  const limits = [view.minimum, view.maximum].filter((limit) => typeof limit === "number" && Number.isInteger(limit));
  if (!(least <= most) || limits.length === 0) throw new Error(`no whole number lies between ${least} and ${most}`);
  return fc.constantFrom(...(limits as number[]));
}

function decimal(view: Schema): fc.Arbitrary<number> {
  const single = view.format === "float" ? 3.4e38 : 1e300;
  const min = Number(view.minimum ?? view.exclusiveMinimum ?? -single);
  const max = Number(view.maximum ?? view.exclusiveMaximum ?? single);
  return (
    fc
      .double({
        min: Math.max(min, -single),
        max: Math.min(max, single),
        minExcluded: view.exclusiveMinimum !== undefined,
        maxExcluded: view.exclusiveMaximum !== undefined,
        noNaN: true,
        noDefaultInfinity: true,
      })
      // JSON has no negative zero.
      .map((value) => value + 0)
  );
}

function list(view: Schema, options: Building, depth: number): fc.Arbitrary<unknown[]> {
  const minLength = Number(view.minItems ?? 0);
  if (minLength > MOST_ITEMS) throw new Error(`lists of at least ${minLength} items are not made`);
  const most = depth > DEEPEST || options.properties === "none" ? minLength : minLength + 3;
  const maxLength = Math.min(Number(view.maxItems ?? most), most);
  if (maxLength === 0) return fc.constant([]);
  const least = options.properties === "all" ? Math.max(minLength, Math.min(1, maxLength)) : minLength;
  const item = within(view.items, options, depth + 1);
  if (view.uniqueItems !== true) return fc.array(item, { minLength: least, maxLength });
  // Of a minimum that there are too few different values for, fast-check would never stop.
  const unique = fc.uniqueArray(item, { maxLength, size: "max", selector: (value) => JSON.stringify(value) });
  return boundedFilter(unique, ({ length }) => (length >= least ? undefined : `${least} items that all differ`));
}

function record(view: Schema, options: Building, depth: number): fc.Arbitrary<unknown> {
  const properties = (view.properties ?? {}) as Schema;
  const required = ((view.required ?? []) as string[]).filter((name) => propertyTravels(properties[name], options));
  const wanted = Object.keys(properties).filter(
    (name) =>
      required.includes(name) ||
      (options.properties !== "none" && depth <= DEEPEST && propertyTravels(properties[name], options)),
  );
  const undescribed = required.filter((name) => !(name in properties));
  const schemas = Object.fromEntries(
    [...wanted, ...undescribed].map((name) => [name, within(properties[name], options, depth + 1)]),
  );
  const requiredKeys = options.properties === "random" ? required : Object.keys(schemas);
  const described = fc.record(schemas, { requiredKeys, noNullPrototype: true });
  const { additionalProperties: more, minProperties = 0 } = view;
  if (Number(minProperties) > MOST_ITEMS) throw new Error(`objects of ${minProperties} properties are not made`);
  const open = isObject(more) || Number(minProperties) > 0;
  if (!open || depth > DEEPEST || (options.properties === "none" && Number(minProperties) === 0)) return described;
  const key = ANY_NAME.filter((name) => !(name in properties));
  const extra = fc.dictionary(key, within(more, options, depth + 1), {
    minKeys: Math.max(0, Number(minProperties)),
    maxKeys: Math.max(2, Number(minProperties)),
    noNullPrototype: true,
  });
  return fc.tuple(extra, described).map(([first, second]) => ({ ...first, ...(second as object) }));
}
