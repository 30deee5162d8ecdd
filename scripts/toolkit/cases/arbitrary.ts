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

/** The options of an arbitrary. */
export interface ArbitraryOptions {
  resolve: Resolve;
  direction: Direction;
  /** The optional properties that values have. */
  properties: "random" | "none" | "all";
  /** The characters that strings may have: JSON allows any, a header does not. */
  charset: Charset;
  /**
   * Whether an object for one branch of `oneOf` also gets what other branches describe, with values of any type: it may
   * then fit no other branch.
   *
   * @default false
   */
  apart?: boolean;
}

const ANYTHING = fc.constantFrom<unknown>(true, 7, 1.5, "text", {}, [], null);
const ANY_NAME = fc.stringMatching(/^[a-z]{3,8}$/);

// Longer lists prove nothing more.
const MAX_SIZE = 1000;

// The depth from which a recursive schema gets no optional properties.
const MAX_DEPTH = 5;

/**
 * A fast-check arbitrary of the values that a schema accepts in one direction. Keywords that it can't be built from
 * (`not`, `if` and the like) are left to a filter with the schema's judge.
 *
 * @throws Error if the schema contains itself without an end
 */
export function arbitraryOf(root: unknown, options: ArbitraryOptions): fc.Arbitrary<unknown> {
  const { resolve, charset, properties: which } = options;
  const made = new Map<Schema, fc.Arbitrary<unknown>[]>();

  function within(schema: unknown, depth: number): fc.Arbitrary<unknown> {
    if (depth > 2 * MAX_DEPTH) throw new Error("the schema contains itself without an end");
    const view = flattenSchema(schema, resolve);
    // If many schemas refer to many others, each is reached by as many paths as there are.
    const byDepth = made.get(view) ?? [];
    made.set(view, byDepth);
    byDepth[depth] ??= ofView(view, depth);
    return byDepth[depth];
  }

  function ofView(view: Schema, depth: number): fc.Arbitrary<unknown> {
    if ("const" in view) return fc.constant(view.const);
    if (Array.isArray(view.enum)) return fc.constantFrom(...view.enum);
    const branches = branchSchemas(view, resolve);
    if (branches.length > 0) {
      const others = options.apart && view.oneOf ? propertiesOf(branches) : {};
      return fc.oneof(...branches.map((branch) => ofBranch(branch, others, depth + 1)));
    }
    const types = typesOfView(view);
    if (types.length === 0) throw new Error("the parts of its allOf have no type in common");
    // Values get smaller with depth: null and empty lists end the recursion.
    const possible = depth > MAX_DEPTH && types.includes("null") ? ["null"] : types;
    return fc.oneof(...possible.map((type) => ofType(type, view, depth)));
  }

  function ofBranch(branch: Schema, others: Schema, depth: number): fc.Arbitrary<unknown> {
    const own = propertiesOf([branch]);
    const foreign = Object.keys(others).filter((name) => !(name in own));
    if (foreign.length === 0) return within(branch, depth);
    const more = fc.record(Object.fromEntries(foreign.map((name) => [name, ANYTHING])), { noNullPrototype: true });
    return fc
      .tuple(within(branch, depth), more)
      .map(([value, added]) => (isObject(value) ? { ...value, ...added } : value));
  }

  function propertiesOf(branches: readonly Schema[]): Schema {
    return Object.assign({}, ...branches.map((branch) => flattenSchema(branch, resolve).properties));
  }

  function ofType(type: string, view: Schema, depth: number): fc.Arbitrary<unknown> {
    if (type === "null") return fc.constant(null);
    if (type === "boolean") return fc.boolean();
    if (type === "integer" || (type === "number" && view.multipleOf !== undefined)) return integer(view);
    if (type === "number") return decimal(view);
    if (type === "string") return stringArbitrary(view, charset);
    if (type === "array") return list(view, depth);
    if (type === "object") return record(view, depth);
    return fc.oneof(fc.boolean(), fc.integer(), stringArbitrary({}, charset), fc.constant({}), fc.constant([]));
  }

  function list(view: Schema, depth: number): fc.Arbitrary<unknown[]> {
    const minLength = Number(view.minItems ?? 0);
    if (minLength > MAX_SIZE) throw new Error(`lists of at least ${minLength} items are not made`);
    const most = depth > MAX_DEPTH || which === "none" ? minLength : minLength + 3;
    const maxLength = Math.min(Number(view.maxItems ?? most), most);
    if (maxLength === 0) return fc.constant([]);
    const least = which === "all" ? Math.max(minLength, Math.min(1, maxLength)) : minLength;
    const item = within(view.items, depth + 1);
    if (view.uniqueItems !== true) return fc.array(item, { minLength: least, maxLength });
    // If a schema has fewer different values than the minimum, fast-check would never stop.
    const unique = fc.uniqueArray(item, { maxLength, size: "max", selector: (value) => JSON.stringify(value) });
    return boundedFilter(unique, ({ length }) => (length >= least ? undefined : `${least} items that all differ`));
  }

  function record(view: Schema, depth: number): fc.Arbitrary<unknown> {
    const { additionalProperties: more, properties = {} } = view as {
      additionalProperties: unknown;
      properties?: Schema;
    };
    const minKeys = Number(view.minProperties ?? 0);
    if (minKeys > MAX_SIZE) throw new Error(`objects of ${minKeys} properties are not made`);
    const travels = (name: string) => propertyTravels(properties[name], options);
    const required = ((view.required ?? []) as string[]).filter(travels);
    const optional = which !== "none" && depth <= MAX_DEPTH ? Object.keys(properties).filter(travels) : [];
    const names = [...Object.keys(properties), ...required].filter((name) => [...required, ...optional].includes(name));
    const schemas = Object.fromEntries(names.map((name) => [name, within(properties[name], depth + 1)]));
    const requiredKeys = which === "random" ? required : Object.keys(schemas);
    const described = fc.record(schemas, { requiredKeys, noNullPrototype: true });
    const isOpen = isObject(more) || (minKeys > 0 && more !== false);
    if (!isOpen || depth > MAX_DEPTH || (which === "none" && minKeys === 0)) return described;
    const key = ANY_NAME.filter((name) => !(name in properties));
    const limits = { minKeys, maxKeys: Math.max(2, minKeys), noNullPrototype: true };
    const extra = fc.dictionary(key, within(more, depth + 1), limits);
    return fc.tuple(extra, described).map(([first, second]) => ({ ...first, ...(second as object) }));
  }

  return within(root, 0);
}

function integer(view: Schema): fc.Arbitrary<number> {
  const step = view.multipleOf === undefined ? 1 : Number(view.multipleOf);
  const [lowest, highest] =
    view.format === "int32" ? [-(2 ** 31), 2 ** 31 - 1] : [-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const least = Math.max(Number(view.minimum ?? -Infinity), Number(view.exclusiveMinimum ?? -Infinity) + step / 2);
  const most = Math.min(Number(view.maximum ?? Infinity), Number(view.exclusiveMaximum ?? Infinity) - step / 2);
  // Beyond these, JavaScript numbers skip every other integer, and fast-check searches forever for the rest.
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
