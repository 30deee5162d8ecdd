import { isReference, listOf } from "../../support/located.js";
import { conjuncts } from "../../support/schemas.js";

export const description =
  "Each alternative beside a discriminator has and requires its property. Each mapping leads to one of the alternatives, whose `enum` or `const` allows the value.";

export function Schema(schema, { report }) {
  const { propertyName } = schema.node.discriminator ?? {};
  const keyword = ["oneOf", "anyOf"].find((name) => schema.items(name).length > 0);
  if (!propertyName || !keyword) return;
  const alternatives = schema.items(keyword);
  for (const alternative of alternatives) {
    const parts = conjuncts(alternative);
    const at = isReference(alternative.node) ? alternative.child("$ref") : alternative;
    if (!parts.some(({ node }) => node.properties?.[propertyName])) {
      report(at, `The alternative has no ${propertyName}, by which the discriminator picks it.`);
    } else if (!parts.some(({ node }) => listOf(node.required).includes(propertyName))) {
      report(at, `The alternative must require ${propertyName}, by which the discriminator picks it.`);
    }
  }
  const targets = alternatives.map((alternative) => alternative.follow()?.node);
  for (const [value, mapped] of schema.entries("discriminator", "mapping")) {
    const target = mapped.target();
    // What leads nowhere is another rule's to report.
    if (!target) continue;
    if (!targets.includes(target.node)) {
      report(mapped, `${mapped.node} is not one of the alternatives of \`${keyword}\`.`);
      continue;
    }
    for (const part of conjuncts(target)) {
      const property = part.child("properties", propertyName).follow()?.node;
      const allowed = property?.const === undefined ? property?.enum : [property.const];
      if (!Array.isArray(allowed) || allowed.includes(value)) continue;
      report(mapped, `${value} is not a value of ${propertyName} there.`);
    }
  }
}
