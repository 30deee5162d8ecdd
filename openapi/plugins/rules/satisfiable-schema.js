import { child, follow, isObject, listOf } from "../support/located.js";
import { conjuncts, typesOf } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const satisfiableSchema = {
  description:
    "Some value can satisfy a schema's types: those of `allOf` agree, at least one alternative of `oneOf` or `anyOf` fits them, and string enums in a `oneOf` do not overlap.",
  create: () => ({
    Schema(node, { report, location, resolve }) {
      if (!isObject(node)) return;
      const schema = { node, location };
      const parts = conjuncts(schema, resolve);
      const whole = common(parts.map((part) => typesOf(part.node)));
      if (whole?.length === 0) {
        if (node.allOf)
          report({ message: "No type satisfies all parts of the schema.", location: location.child("allOf").key() });
        return;
      }
      for (const keyword of ["oneOf", "anyOf"]) {
        const branches = listOf(node[keyword]).map((_, index) => child(schema, keyword, index));
        if (branches.length === 0) continue;
        const alternatives = branches.map((located) =>
          common(conjuncts(located, resolve).map((part) => typesOf(part.node))),
        );
        if (alternatives.every((types) => common([whole, types])?.length === 0)) {
          const message = `No alternative of \`${keyword}\` has the type ${whole.join(", ")}.`;
          report({ message, location: location.child(keyword).key() });
        }
        if (keyword === "oneOf" && !node.discriminator) {
          const twice = overlap(branches.map((located) => follow(located, resolve)?.node));
          if (twice !== undefined) {
            const message = `"${twice}" is in more than one alternative of \`oneOf\`, so it satisfies none.`;
            report({ message, location: location.child(keyword).key() });
          }
        }
      }
    },
  }),
};

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
