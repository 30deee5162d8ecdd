import { child, entriesOf } from "../support/located.js";
import { patternProblem } from "../support/patterns.js";

/** @type {import("../support/rule.js").Rule} */
export const validPattern = {
  description: "A `pattern`, and each name of `patternProperties`, is a regular expression (ECMAScript, Unicode mode).",
  create: () => ({
    Schema(node, { report, location }) {
      const reportAt = (what, text, at) => {
        const problem = patternProblem(text);
        if (problem) report({ message: `The ${what} ${text} ${problem}.`, location: at });
      };
      if (node.pattern !== undefined) reportAt("pattern", node.pattern, location.child("pattern"));
      for (const [name] of entriesOf(node.patternProperties)) {
        reportAt("name", name, child({ node, location }, "patternProperties", name).location.key());
      }
    },
  }),
};
