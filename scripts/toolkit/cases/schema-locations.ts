import { isDeepStrictEqual } from "node:util";
import {
  branchSchemas,
  flattenSchema,
  isObject,
  propertyTravels,
  type Schema,
  typesOfView,
} from "../description/index.js";
import { accepts, type CaseOptions, presentSample, sampleOf } from "./sample.js";

/** A location in the values of a schema: the root, a property, an item. */
export interface SchemaLocation {
  /** The path of properties; an item is `0`, a property of a map is `anyName`. */
  path: string[];
  /** The location in words, with the branch that it is in. */
  label: string;
  schema: Schema;
  /** The constraints of the location's values. */
  view: Schema;
  /** The smallest valid value. */
  valid: unknown;
  /** Whether values of this location may be sent in the direction of the cases. */
  travels: boolean;
  /**
   * The locations of the enclosing unions without a discriminator: another branch may accept a value that breaks this
   * one, and if none does, the union reports the fault.
   */
  unions: string[][];
  /** The whole value with the given one at this location, and otherwise only required properties. */
  put: (value: unknown) => unknown;
}

/** A property or an item of a location, with its value in the location's valid value, if there is one. */
interface Child extends Pick<SchemaLocation, "label" | "schema" | "put"> {
  key: string;
  present: unknown;
}

// Schemas of a description with hundreds of operations have so many locations that a limit is needed.
const MAX_LOCATIONS = 400;
const MAX_DEPTH = 12;

/**
 * Walks through a schema: each property, item and branch once, and each recursion once.
 *
 * @returns the locations, and the reasons why some have no cases, by their labels
 */
export function schemaLocationsOf(root: Schema, options: CaseOptions) {
  const { resolve, direction } = options;
  const locations: SchemaLocation[] = [];
  const skipped: { label: string; reason: string }[] = [];

  // Reasons are collected: one unusual pattern must not cost the other cases.
  const attempt = (label: string, make: () => void) => {
    try {
      make();
    } catch (error) {
      skipped.push({ label, reason: (error as Error).message.split("\n", 1)[0] ?? "" });
    }
  };

  const visit = (location: SchemaLocation, trail: readonly unknown[]) => {
    if (locations.length >= MAX_LOCATIONS || location.path.length > MAX_DEPTH) {
      const reason = `a schema has cases for ${MAX_LOCATIONS} locations, at most ${MAX_DEPTH} levels deep`;
      if (skipped.at(-1)?.label !== "further locations") skipped.push({ label: "further locations", reason });
      return;
    }
    locations.push(location);
    const target = resolve<Schema>(location.schema);
    if (!trail.includes(target) && location.travels) visitInside(location, [...trail, target]);
  };

  const visitInside = (location: SchemaLocation, trail: readonly unknown[]) => {
    const branches = branchSchemas(location.view, resolve);
    for (const [index, schema] of branches.entries()) {
      const label = `${location.label} (${location.view.oneOf ? "oneOf" : "anyOf"} ${index + 1})`;
      attempt(label, () => visitBranch({ ...location, label, schema }, location, trail));
    }
    if (branches.length > 0) return;
    for (const { key, label, schema, present, put } of [...propertiesOf(location), ...itemsOf(location)]) {
      attempt(label, () => {
        const travels = propertyTravels(schema, options);
        const opposite = direction === "request" ? "response" : "request";
        const valid = substantialValue(schema, present, { ...options, direction: travels ? direction : opposite });
        const view = flattenSchema(schema, resolve);
        visit({ ...location, path: [...location.path, key], label, schema, view, valid, travels, put }, trail);
      });
    }
  };

  // The branch itself is the location already visited; only its properties and items are new.
  const visitBranch = (branch: SchemaLocation, union: SchemaLocation, trail: readonly unknown[]) => {
    const valid = sampleOf(branch.schema, options);
    const decided = isObject(union.view.discriminator);
    if (!decided && !accepts(union.schema, valid, options))
      throw new Error("what this branch of a union allows, another allows as well");
    const unions = decided ? union.unions : [...union.unions, union.path];
    const view = flattenSchema(branch.schema, resolve);
    if (trail.length <= MAX_DEPTH) visitInside({ ...branch, view, valid, unions }, trail);
  };

  const propertiesOf = (location: SchemaLocation): Child[] => {
    const { properties, additionalProperties: more } = location.view;
    const described = Object.entries(isObject(properties) ? properties : {}) as [string, Schema][];
    if (isObject(more) && Object.keys(more).length > 0) described.push(["anyName", more]);
    const siblings = validOfType("object", location);
    const isRoot = location.path.length === 0 && !location.label.includes("(");
    return described.map(([key, schema]) => ({
      ...{ key, schema, label: isRoot ? key : `${location.label}.${key}` },
      present: isObject(siblings) ? siblings[key] : undefined,
      put: (value) => location.put({ ...(isObject(siblings) && siblings), [key]: value }),
    }));
  };

  const itemsOf = (location: SchemaLocation): Child[] => {
    const { items, uniqueItems } = location.view;
    if (!isObject(items) || Object.keys(items).length === 0) return [];
    const list = validOfType("array", location);
    const [first, ...rest] = Array.isArray(list) ? (list as unknown[]) : [];
    // If all items must differ, the first takes the position of the one that it equals.
    const others = (value: unknown) =>
      uniqueItems === true ? rest.map((item) => (isDeepStrictEqual(item, value) ? first : item)) : rest;
    const put = (value: unknown) => location.put([value, ...others(value)]);
    return [{ key: "0", schema: items, label: `${location.label}[]`, present: first, put }];
  };

  // Only an object can have properties, and the smallest valid value may be null.
  const validOfType = (type: "object" | "array", { schema, view, valid }: SchemaLocation): unknown => {
    const fits = type === "array" ? Array.isArray(valid) : isObject(valid);
    return fits || !typesOfView(view).includes(type) ? valid : sampleOf({ allOf: [schema, { type }] }, options);
  };

  attempt("the whole", () => {
    const view = flattenSchema(root, resolve);
    const valid = sampleOf(root, options);
    visit({ path: [], label: "", schema: root, view, valid, travels: true, unions: [], put: (value) => value }, []);
  });
  return { locations, skipped };
}

// The present value, or a sample; not null if possible.
function substantialValue(schema: Schema, present: unknown, options: CaseOptions): unknown {
  const value = present === undefined ? sampleOf(schema, options) : present;
  const types = typesOfView(flattenSchema(schema, options.resolve));
  return value === null && types.some((type) => type !== "null") ? presentSample(schema, options) : value;
}
