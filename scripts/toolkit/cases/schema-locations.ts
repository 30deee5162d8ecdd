import { isDeepStrictEqual } from "node:util";
import {
  branchSchemas,
  flattenSchema,
  isObject,
  propertyTravels,
  type Schema,
  typesOfView,
} from "../description/index.js";
import { type CaseOptions, sampleOf } from "./sample.js";

/** A location in the values of a schema: the root, a property, an item. */
export interface SchemaLocation {
  /** The properties that lead to it; an item is `0`, a property of a map is `anyName`. */
  path: string[];
  /** The location in words, with the branch that it is in. */
  label: string;
  schema: Schema;
  /** What holds for the location's values. */
  view: Schema;
  /** A valid value, as small as can be. */
  valid: unknown;
  /** Whether values of this location may travel in the direction that the cases are for. */
  travels: boolean;
  /**
   * The locations of the unions around it that no discriminator decides: a value that breaks one branch may be taken by
   * another, and what is rejected is rejected there.
   */
  unions: string[][];
  /** The whole value with this one in its place, and around it only what is required. */
  put: (value: unknown) => unknown;
}

/** Finds the locations of a schema, and what could not be looked into. */
export interface SchemaLocations {
  locations: SchemaLocation[];
  /** Why a location has no cases, by its label. */
  skipped: { label: string; reason: string }[];
}

// A description of hundreds of operations has schemas without an end in sight.
const MOST_LOCATIONS = 400;
const DEEPEST = 12;

/** Walks through a schema: every property, item and branch once, and a circle once around. */
export function schemaLocationsOf(root: Schema, options: CaseOptions): SchemaLocations {
  const locations: SchemaLocation[] = [];
  const skipped: SchemaLocations["skipped"] = [];

  // Reasons are collected: one odd pattern must not cost the rest.
  const attempt = (label: string, make: () => void) => {
    try {
      make();
    } catch (error) {
      skipped.push({ label, reason: (error as Error).message.split("\n", 1)[0] ?? "" });
    }
  };

  const visit = (location: SchemaLocation, trail: readonly unknown[]) => {
    if (locations.length >= MOST_LOCATIONS || location.path.length > DEEPEST) {
      if (skipped.at(-1)?.label !== "further locations")
        skipped.push({ label: "further locations", reason: `more than ${MOST_LOCATIONS}, or deeper than ${DEEPEST}` });
      return;
    }
    locations.push(location);
    const target = options.resolve<Schema>(location.schema);
    if (trail.includes(target) || !location.travels) return;
    inside(location, [...trail, target]);
  };

  const inside = (location: SchemaLocation, trail: readonly unknown[]) => {
    const branches = branchSchemas(location.view, options.resolve);
    for (const [index, schema] of branches.entries()) {
      const label = `${location.label} (${location.view.oneOf ? "oneOf" : "anyOf"} ${index + 1})`;
      attempt(label, () => {
        const view = flattenSchema(schema, options.resolve);
        const valid = sampleOf(schema, options);
        const decided = isObject(location.view.discriminator);
        if (!decided && options.judgeSchema(location.schema, valid, options.direction).length > 0)
          throw new Error("what this branch of a union allows, another allows as well");
        const unions = decided ? location.unions : [...location.unions, location.path];
        const branch = { ...location, label, schema, view, valid, unions };
        // The branch itself is the location that has been visited; what is in it is new.
        if (trail.length <= DEEPEST) inside(branch, trail);
      });
    }
    if (branches.length > 0) return;
    const { items } = location.view;
    insideObject(ofType("object", location), trail);
    if (isObject(items) && Object.keys(items).length > 0) visitItem(ofType("array", location), items, trail);
  };

  // Only an object can have properties, and the smallest valid value may be null.
  const ofType = (type: "object" | "array", location: SchemaLocation): SchemaLocation => {
    const fits = type === "array" ? Array.isArray(location.valid) : isObject(location.valid);
    if (fits || !typesOfView(location.view).includes(type)) return location;
    return { ...location, valid: sampleOf({ allOf: [location.schema, { type }] }, options) };
  };

  const insideObject = (location: SchemaLocation, trail: readonly unknown[]) => {
    const { properties, additionalProperties } = location.view;
    for (const [name, schema] of Object.entries(isObject(properties) ? properties : {})) {
      visitProperty(location, name, schema as Schema, trail);
    }
    if (isObject(additionalProperties) && Object.keys(additionalProperties).length > 0)
      visitProperty(location, "anyName", additionalProperties, trail);
  };

  const visitProperty = (parent: SchemaLocation, name: string, schema: Schema, trail: readonly unknown[]) => {
    const label = parent.path.length === 0 && !parent.label.includes("(") ? name : `${parent.label}.${name}`;
    attempt(label, () => {
      const siblings = (isObject(parent.valid) ? parent.valid : {}) as Record<string, unknown>;
      const travels = propertyTravels(schema, options);
      const direction = travels ? options.direction : options.direction === "request" ? "response" : "request";
      const valid = solid(schema, siblings[name], { ...options, direction });
      const put = (value: unknown) => parent.put({ ...siblings, [name]: value });
      const view = flattenSchema(schema, options.resolve);
      const path = [...parent.path, name];
      visit({ path, label, schema, view, valid, travels, unions: parent.unions, put }, trail);
    });
  };

  const visitItem = (parent: SchemaLocation, schema: Schema, trail: readonly unknown[]) => {
    const label = `${parent.label}[]`;
    attempt(label, () => {
      const [first, ...rest] = Array.isArray(parent.valid) ? (parent.valid as unknown[]) : [];
      // Where items all differ, the first takes the place of the one that it meets.
      const others = (value: unknown) => rest.map((item) => (isDeepStrictEqual(item, value) ? first : item));
      const put = (value: unknown) => parent.put([value, ...(parent.view.uniqueItems === true ? others(value) : rest)]);
      const view = flattenSchema(schema, options.resolve);
      visit(
        {
          path: [...parent.path, "0"],
          label,
          schema,
          view,
          valid: solid(schema, first, options),
          travels: true,
          unions: parent.unions,
          put,
        },
        trail,
      );
    });
  };

  attempt("the whole", () => {
    const view = flattenSchema(root, options.resolve);
    const valid = sampleOf(root, options);
    visit({ path: [], label: "", schema: root, view, valid, travels: true, unions: [], put: (value) => value }, []);
  });
  return { locations, skipped };
}

// The value that is there, or a sample; not null, if it can be something else, since null has no edges.
function solid(schema: Schema, there: unknown, options: CaseOptions): unknown {
  const value = there === undefined ? sampleOf(schema, options) : there;
  if (value !== null) return value;
  const types = typesOfView(flattenSchema(schema, options.resolve));
  return types.some((type) => type !== "null")
    ? sampleOf({ allOf: [schema, { not: { type: "null" } }] }, options)
    : null;
}
