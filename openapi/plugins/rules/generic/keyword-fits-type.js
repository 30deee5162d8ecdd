import { FORMATS } from "../../support/formats.js";
import { isObject } from "../../support/located.js";
import { alternatives, conjuncts, typesOf } from "../../support/schemas.js";

const APPLIES_TO = {
  string: ["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains"],
  object: [
    "properties", "patternProperties", "additionalProperties", "required", "minProperties", "maxProperties", "propertyNames",
    "dependentRequired", "discriminator",
  ], // biome-ignore format: a list of words
};

export const description =
  "A keyword or a format applies to the type of its schema, `allOf` included; an integer format is not on a fractional number.";

export function Schema(schema, { report, reportKey }) {
  const { node } = schema;
  if (!isObject(node)) return;
  const named = conjuncts(schema).flatMap((part) => typesOf(part.node) ?? []);
  if (named.length === 0) return;
  // OpenAPI spells a number that has no fraction as a type of its own.
  const types = new Set(named.map((type) => (type === "integer" ? "number" : type)));
  for (const [type, keywords] of Object.entries(APPLIES_TO)) {
    if (types.has(type)) continue;
    for (const keyword of keywords.filter((keyword) => node[keyword] !== undefined)) {
      // A discriminator stands beside alternatives, which have the type.
      if (keyword === "discriminator" && alternatives(schema).length > 0) continue;
      reportKey(schema.child(keyword), `\`${keyword}\` can't apply to the type ${named.join(", ")}.`);
    }
  }
  const format = schema.child("format");
  if (FORMATS.has(node.format) && !FORMATS.get(node.format).some((type) => types.has(type))) {
    report(format, `The format ${node.format} can't apply to the type ${named.join(", ")}.`);
  }
  if (named.includes("integer") && ["float", "double"].includes(node.format) && !named.includes("number")) {
    report(format, `The format ${node.format} is not for whole numbers.`);
  }
}
