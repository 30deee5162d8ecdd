import { FORMATS } from "../support/formats.js";
import { isObject, listOf } from "../support/located.js";
import { conjuncts, typesOf } from "../support/schemas.js";

const APPLIES_TO = {
  string: ["minLength", "maxLength", "pattern", "contentEncoding", "contentMediaType"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains"],
  object: [
    "properties",
    "patternProperties",
    "additionalProperties",
    "required",
    "minProperties",
    "maxProperties",
    "propertyNames",
    "dependentRequired",
    "discriminator",
  ],
};
/** @type {import("../support/rule.js").Rule} */
export const keywordFitsType = {
  description:
    "A keyword or a format applies to the type of its schema, `allOf` included; an integer format is not on a fractional number.",
  create: () => ({
    Schema(node, { report, location, resolve }) {
      if (!isObject(node)) return;
      const named = conjuncts({ node, location }, resolve).flatMap((part) => typesOf(part.node) ?? []);
      if (named.length === 0) return;
      // OpenAPI spells a number that has no fraction as a type of its own.
      const types = new Set(named.map((type) => (type === "integer" ? "number" : type)));
      for (const [type, keywords] of Object.entries(APPLIES_TO)) {
        if (types.has(type)) continue;
        for (const keyword of keywords.filter((keyword) => node[keyword] !== undefined)) {
          // A discriminator stands beside alternatives, which have the type.
          if (keyword === "discriminator" && listOf(node.oneOf ?? node.anyOf).length > 0) continue;
          const message = `\`${keyword}\` can't apply to the type ${named.join(", ")}.`;
          report({ message, location: location.child(keyword).key() });
        }
      }
      if (FORMATS.has(node.format) && !FORMATS.get(node.format).some((type) => types.has(type))) {
        const message = `The format ${node.format} can't apply to the type ${named.join(", ")}.`;
        report({ message, location: location.child("format") });
      }
      if (named.includes("integer") && ["float", "double"].includes(node.format) && !named.includes("number")) {
        report({ message: `The format ${node.format} is not for whole numbers.`, location: location.child("format") });
      }
    },
  }),
};
