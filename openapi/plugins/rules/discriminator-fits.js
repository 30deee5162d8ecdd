import { child, entriesOf, follow, isReference, listOf } from "../support/located.js";
import { conjuncts } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const discriminatorFits = {
  description:
    "Each alternative beside a discriminator has and requires its property. Each mapping leads to one of the alternatives, whose `enum` or `const` allows the value.",
  create: () => ({
    Schema(node, { report, location, resolve }) {
      const { propertyName, mapping } = node.discriminator ?? {};
      const keyword = ["oneOf", "anyOf"].find((name) => listOf(node[name]).length > 0);
      if (!propertyName || !keyword) return;
      const schema = { node, location };
      const alternatives = listOf(node[keyword]).map((_, index) => child(schema, keyword, index));
      for (const located of alternatives) {
        const parts = conjuncts(located, resolve);
        const reportAt = (message) =>
          report({ message, location: isReference(located.node) ? child(located, "$ref").location : located.location });
        if (!parts.some((part) => part.node.properties?.[propertyName])) {
          reportAt(`The alternative has no ${propertyName}, by which the discriminator picks it.`);
        } else if (!parts.some((part) => listOf(part.node.required).includes(propertyName))) {
          reportAt(`The alternative must require ${propertyName}, by which the discriminator picks it.`);
        }
      }
      const targets = alternatives.map((located) => follow(located, resolve)?.node);
      for (const [value, $ref] of entriesOf(mapping)) {
        const at = child(schema, "discriminator", "mapping", value).location;
        const target = follow({ node: { $ref }, location }, resolve);
        // What leads nowhere is another rule's to report.
        if (!target) continue;
        if (!targets.includes(target.node)) {
          report({ message: `${$ref} is not one of the alternatives of \`${keyword}\`.`, location: at });
          continue;
        }
        for (const { node: part } of conjuncts(target, resolve)) {
          const property = follow(
            child({ node: part, location: target.location }, "properties", propertyName),
            resolve,
          )?.node;
          const allowed = property?.const === undefined ? property?.enum : [property.const];
          if (!Array.isArray(allowed) || allowed.includes(value)) continue;
          report({ message: `${value} is not a value of ${propertyName} there.`, location: at });
        }
      }
    },
  }),
};
