import { branchSchemas, keywordsOf, type Schema } from "../description/index.js";
import { constraintsOf, valuesFor } from "./keywords.js";
import { accepts, type CaseOptions, sampleOf } from "./sample.js";
import type { SchemaLocation } from "./schema-locations.js";

/** A schema with everything that cases are made from. */
export interface SchemaCases {
  /** The name of the cases. */
  name: string;
  schema: Schema;
  locations: SchemaLocation[];
  options: CaseOptions;
}

/** A value for a location of a schema, made for one of its constraints. */
export interface ValueCase {
  location: SchemaLocation;
  /** The constraint; `examples` or `default` for the values that the schema itself gives. */
  keyword: string;
  /** The keyword; for a required property, its name too. */
  rule: string;
  value: unknown;
  /** The value of the whole schema, with this value at the location. */
  whole: unknown;
}

/**
 * Values at the edges of what each location accepts: both ends of every bound, the first and the last of every list.
 */
export function* validCases({ schema, locations, options }: SchemaCases): Generator<ValueCase> {
  for (const location of locations.filter(({ travels }) => travels)) {
    for (const { keyword, value } of edgesOf(location, options)) {
      for (const whole of wholesWith(location, value, schema, options))
        yield { location, keyword, rule: keyword, value, whole };
    }
  }
}

/** An invalid value for every constraint of each location; for a type, the most likely confusions and null. */
export function* invalidCases({
  locations,
  options,
}: Pick<SchemaCases, "locations" | "options">): Generator<ValueCase> {
  for (const location of locations) {
    const { view, valid, travels, put } = location;
    if (!travels) {
      const keyword = view.readOnly === true ? "readOnly" : "writeOnly";
      yield { location, keyword, rule: keyword, value: valid, whole: put(valid) };
      continue;
    }
    for (const { keyword, limit, rule } of constraintsOf(view)) {
      for (const value of valuesFor(location, keyword, limit, options).invalid())
        yield { location, keyword, rule, value, whole: put(value) };
    }
  }
}

function edgesOf(location: SchemaLocation, options: CaseOptions): Pick<ValueCase, "keyword" | "value">[] {
  const { view, schema } = location;
  const ofKeywords = keywordsOf(view).flatMap(([keyword, limit]) =>
    valuesFor(location, keyword, limit, options)
      .valid()
      .map((value) => ({ keyword, value })),
  );
  const ofBranches = branchSchemas(view, options.resolve).map((branch) => ({
    keyword: view.oneOf ? "oneOf" : "anyOf",
    value: sampleOf(branch, { ...options, properties: "none" }),
  }));
  const all = { keyword: "examples", value: sampleOf(schema, { ...options, properties: "all" }) };
  // A value for one bound may break another one.
  return [...ofKeywords, ...ofBranches, all].filter(({ value }) => accepts(schema, value, options));
}

// The rest of the value has only required properties, or all of them if the schema rejects that. It may reject both.
function wholesWith(location: SchemaLocation, value: unknown, schema: Schema, options: CaseOptions): unknown[] {
  const least = location.put(value);
  if (accepts(schema, least, options)) return [least];
  const most = replaceAt(sampleOf(schema, { ...options, properties: "all" }), location.path, value);
  return accepts(schema, most, options) ? [most] : [];
}

function replaceAt(whole: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) return [replaceAt(whole[0], rest, value), ...whole.slice(1)];
  const properties = typeof whole === "object" && whole !== null ? (whole as Record<string, unknown>) : {};
  return { ...properties, [key]: replaceAt(properties[key], rest, value) };
}
