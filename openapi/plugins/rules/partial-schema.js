import { STRING } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const partialSchema = {
  description:
    "A schema has the option's `extension: true` if and only if its description contains the option's `text`.",
  options: { extension: STRING, text: STRING },
  create: ({ extension, text }) => ({
    Schema(node, { report, location }) {
      const said = typeof node.description === "string" && node.description.includes(text);
      const marked = node[extension];
      if (marked !== undefined && marked !== true) {
        report({ message: `\`${extension}\` must be true or left out.`, location: location.child(extension) });
      } else if (said && !marked) {
        report({
          message: `The description says "${text}", so it needs \`${extension}: true\`.`,
          location: location.child("description"),
        });
      } else if (marked && !said) {
        report({
          message: `The description must say "${text}" where \`${extension}\` does.`,
          location: location.child(extension),
        });
      }
    },
  }),
};
