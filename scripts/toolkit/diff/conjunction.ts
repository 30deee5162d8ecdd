import type { Direction, JsonObject } from "../description/index.js";
import type { BundleLocation } from "./bundle-location.js";
import type { Edge, Node } from "./node.js";

/** One of the schemas that all have to match. */
export interface SchemaPart {
  location: BundleLocation;
  schema: JsonObject;
}

/** The constraints of a schema and of everything that it includes by `allOf`. */
export interface Conjunction {
  parts: SchemaPart[];
  /** The locations of all parts, and of the references to them. */
  seen: ReadonlySet<BundleLocation["id"]>;
  /** The location that forbids every value, if there is one. */
  never: BundleLocation | undefined;
}

/** The reader for the schemas inside a schema. */
export interface Reader {
  readonly strict: boolean;
  read(locations: readonly BundleLocation[], direction: Direction, chosen?: ReadonlySet<BundleLocation["id"]>): Node;
  edge(locations: readonly BundleLocation[], direction: Direction): Edge;
  collect(locations: readonly BundleLocation[]): Conjunction;
}

const TYPE_OF: Record<string, string> = {
  ...keywords("string", "minLength maxLength pattern contentEncoding contentMediaType contentSchema"),
  ...keywords("number", "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf"),
  ...keywords(
    "array",
    "minItems maxItems uniqueItems items prefixItems contains minContains maxContains unevaluatedItems",
  ),
  ...keywords("object", "minProperties maxProperties required properties additionalProperties patternProperties"),
  ...keywords("object", "propertyNames dependentRequired dependentSchemas unevaluatedProperties"),
};

/** Whether a keyword constrains values of these types. */
export function isOfType(keyword: string, types: readonly string[]): boolean {
  const type = TYPE_OF[keyword];
  return !type || types.includes(type) || (type === "number" && types.includes("integer"));
}

function keywords(type: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(" ").map((name) => [name, type]));
}
