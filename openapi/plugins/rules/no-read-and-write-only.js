import { hasFlag } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const noReadAndWriteOnly = {
  description: "No property is both read-only and write-only, `allOf` included.",
  create: () => ({
    Schema(node, { report, location, resolve }) {
      const schema = { node, location };
      const own = ["readOnly", "writeOnly"].find((flag) => node[flag] === true);
      if (!own || !["readOnly", "writeOnly"].every((flag) => hasFlag(schema, flag, resolve))) return;
      report({
        message: "A property that is both read-only and write-only can be neither sent nor received.",
        location: location.child(own),
      });
    },
  }),
};
