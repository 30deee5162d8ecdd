import { isObject } from "../support/located.js";
import { STRINGS } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const operationErrors = {
  description:
    "An operation declares the error statuses of the option `statuses`: those of `all`, and those of its method.",
  options: { statuses: { type: "object", additionalProperties: STRINGS } },
  create: ({ statuses }) => ({
    Operation(node, { report, location, key }) {
      const declared = isObject(node.responses) ? node.responses : {};
      const missing = [...(statuses.all ?? []), ...(statuses[key] ?? [])].filter((status) => !(status in declared));
      if (missing.length === 0) return;
      const at = node.responses === undefined ? location : location.child("responses");
      report({ message: `The operation must declare ${missing.join(", ")}.`, location: at.key() });
    },
  }),
};
