import { isObject } from "../../support/located.js";
import { conjuncts, typesOf } from "../../support/schemas.js";

export const description =
  "Some value can satisfy a schema's types: those of `allOf` agree, at least one alternative of `oneOf` or `anyOf` fits them, and string enums in a `oneOf` do not overlap.";

export function Schema(schema, { report }) {
  const { node } = schema;
  if (!isObject(node)) return;
  const whole = commonTypes(schema);
  if (whole?.length === 0) {
    if (node.allOf) report(schema.child("allOf"), "No type satisfies all parts of the schema.");
    return;
  }
  for (const keyword of ["oneOf", "anyOf"]) {
    const alternatives = schema.items(keyword);
    if (alternatives.length === 0) continue;
    if (alternatives.every((alternative) => common([whole, commonTypes(alternative)])?.length === 0)) {
      report(schema.child(keyword), `No alternative of \`${keyword}\` has the type ${whole.join(", ")}.`);
    }
    if (keyword === "anyOf" || node.discriminator) continue;
    const twice = overlap(alternatives.map((alternative) => alternative.follow()?.node));
    if (twice === undefined) continue;
    report(schema.child(keyword), `"${twice}" is in more than one alternative of \`oneOf\`, so it satisfies none.`);
  }
}

const commonTypes = (schema) => common(conjuncts(schema).map(({ node }) => typesOf(node)));

/** The types that all lists have; nothing, if none of them names any. */
function common(lists) {
  const named = lists.filter((types) => types !== undefined);
  if (named.length === 0) return undefined;
  return named.reduce((left, right) => [
    ...new Set([
      ...left.filter((type) => right.includes(type) || (type === "integer" && right.includes("number"))),
      ...right.filter((type) => type === "integer" && left.includes("number")),
    ]),
  ]);
}

// Plain lists of values only: with other keywords beside them, the alternatives may differ after all.
function overlap(schemas) {
  const plain = schemas.filter((schema) => Array.isArray(schema?.enum) && Object.keys(schema).every(isPlain));
  const seen = new Set();
  for (const value of plain.flatMap((schema) => [...new Set(schema.enum)])) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return undefined;
}

const isPlain = (keyword) => ["type", "enum", "title", "description", "example"].includes(keyword);
