import { STRING } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const documentationExample = {
  description:
    "A realistic example comes first. The one that is copied from a documentation page, which the option names, never does.",
  options: { name: STRING },
  create: ({ name }) => ({
    MediaType({ examples }, { report, location }) {
      if (typeof examples !== "object" || Object.keys(examples ?? {})[0] !== name) return;
      report({
        message: `A realistic example must come before \`${name}\`.`,
        location: location.child(["examples", name]).key(),
      });
    },
  }),
};
