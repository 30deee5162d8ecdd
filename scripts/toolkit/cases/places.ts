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

/** A place in the values of a schema: the root, a member, an item. */
export interface Place {
  /** The members that lead to it; an item is `0`, a free member of a map is `anyName`. */
  location: string[];
  /** The location in words, with the branch that it is in. */
  label: string;
  schema: Schema;
  /** What holds for the place's values. */
  view: Schema;
  /** A valid value, as small as can be. */
  valid: unknown;
  /** Whether values of this place may travel in the direction that the cases are for. */
  travels: boolean;
  /**
   * The locations of the unions around it that no discriminator decides: a value that breaks one branch may be taken by
   * another, and what is refused is refused there.
   */
  unions: string[][];
  /** The whole value with this one in its place, and around it only what is required. */
  put: (value: unknown) => unknown;
}

/** Finds the places of a schema, and what could not be looked into. */
export interface Places {
  places: Place[];
  /** Why a place has no cases, by its label. */
  skipped: { label: string; reason: string }[];
}

// A description of hundreds of operations has schemas without an end in sight.
const MOST_PLACES = 400;
const DEEPEST = 12;

/** Walks through a schema: every member, item and branch once, and a circle once around. */
export function placesOf(root: Schema, options: CaseOptions): Places {
  const places: Place[] = [];
  const skipped: Places["skipped"] = [];

  // Reasons are collected: one odd pattern must not cost the rest.
  const attempt = (label: string, make: () => void) => {
    try {
      make();
    } catch (error) {
      skipped.push({ label, reason: (error as Error).message.split("\n", 1)[0] ?? "" });
    }
  };

  const visit = (place: Place, trail: readonly unknown[]) => {
    if (places.length >= MOST_PLACES || place.location.length > DEEPEST) {
      if (skipped.at(-1)?.label !== "further places")
        skipped.push({ label: "further places", reason: `more than ${MOST_PLACES}, or deeper than ${DEEPEST}` });
      return;
    }
    places.push(place);
    const target = options.resolve<Schema>(place.schema);
    if (trail.includes(target) || !place.travels) return;
    inside(place, [...trail, target]);
  };

  const inside = (place: Place, trail: readonly unknown[]) => {
    const branches = branchSchemas(place.view, options.resolve);
    for (const [index, schema] of branches.entries()) {
      const label = `${place.label} (${place.view.oneOf ? "oneOf" : "anyOf"} ${index + 1})`;
      attempt(label, () => {
        const view = flattenSchema(schema, options.resolve);
        const valid = sampleOf(schema, options);
        const decided = isObject(place.view.discriminator);
        if (!decided && options.judgeSchema(place.schema, valid, options.direction).length > 0)
          throw new Error("what this branch of a union allows, another allows as well");
        const unions = decided ? place.unions : [...place.unions, place.location];
        const branch = { ...place, label, schema, view, valid, unions };
        // The branch itself is the place that has been visited; what is in it is new.
        if (trail.length <= DEEPEST) inside(branch, trail);
      });
    }
    if (branches.length > 0) return;
    const { items } = place.view;
    insideObject(ofType("object", place), trail);
    if (isObject(items) && Object.keys(items).length > 0) visitItem(ofType("array", place), items, trail);
  };

  // A member may be put into an object only, and the smallest valid value may be null.
  const ofType = (type: "object" | "array", place: Place): Place => {
    const fits = type === "array" ? Array.isArray(place.valid) : isObject(place.valid);
    if (fits || !typesOfView(place.view).includes(type)) return place;
    return { ...place, valid: sampleOf({ allOf: [place.schema, { type }] }, options) };
  };

  const insideObject = (place: Place, trail: readonly unknown[]) => {
    const { properties, additionalProperties } = place.view;
    for (const [name, schema] of Object.entries(isObject(properties) ? properties : {})) {
      visitMember(place, name, schema as Schema, trail);
    }
    if (isObject(additionalProperties) && Object.keys(additionalProperties).length > 0)
      visitMember(place, "anyName", additionalProperties, trail);
  };

  const visitMember = (parent: Place, name: string, schema: Schema, trail: readonly unknown[]) => {
    const label = parent.location.length === 0 && !parent.label.includes("(") ? name : `${parent.label}.${name}`;
    attempt(label, () => {
      const members = (isObject(parent.valid) ? parent.valid : {}) as Record<string, unknown>;
      const travels = propertyTravels(schema, options);
      const direction = travels ? options.direction : options.direction === "request" ? "response" : "request";
      const valid = solid(schema, members[name], { ...options, direction });
      const put = (value: unknown) => parent.put({ ...members, [name]: value });
      const view = flattenSchema(schema, options.resolve);
      const location = [...parent.location, name];
      visit({ location, label, schema, view, valid, travels, unions: parent.unions, put }, trail);
    });
  };

  const visitItem = (parent: Place, schema: Schema, trail: readonly unknown[]) => {
    const label = `${parent.label}[]`;
    attempt(label, () => {
      const [first, ...rest] = Array.isArray(parent.valid) ? (parent.valid as unknown[]) : [];
      // Where items all differ, the first takes the place of the one that it meets.
      const others = (value: unknown) => rest.map((item) => (isDeepStrictEqual(item, value) ? first : item));
      const put = (value: unknown) => parent.put([value, ...(parent.view.uniqueItems === true ? others(value) : rest)]);
      const view = flattenSchema(schema, options.resolve);
      visit(
        {
          location: [...parent.location, "0"],
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
    visit({ location: [], label: "", schema: root, view, valid, travels: true, unions: [], put: (value) => value }, []);
  });
  return { places, skipped };
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
