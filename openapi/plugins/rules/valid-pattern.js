import { child, entriesOf } from "../support/places.js";
import { isPattern } from "../support/values.js";

/** @type {import("../support/rule.js").Rule} */
export const validPattern = {
  description: "A `pattern`, and each name of `patternProperties`, is a regular expression (ECMAScript, Unicode mode).",
  create: () => ({
    Schema(node, { report, location }) {
      if (node.pattern !== undefined && !isPattern(node.pattern)) {
        report({
          message: `The pattern ${node.pattern} is no regular expression.`,
          location: location.child("pattern"),
        });
      }
      for (const [name] of entriesOf(node.patternProperties)) {
        if (isPattern(name)) continue;
        const place = child({ node, location }, "patternProperties", name);
        report({ message: `The name ${name} is no regular expression.`, location: place.location.key() });
      }
    },
  }),
};
