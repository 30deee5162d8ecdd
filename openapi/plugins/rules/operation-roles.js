import { listOf } from "../support/located.js";
import { STRING, STRINGS } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const operationRoles = {
  description:
    "An operation names the roles that allow it, as strings without duplicates; if the option `allowed` is set, only those.",
  options: { extension: STRING, allowed: { ...STRINGS, default: [] } },
  create: ({ extension, allowed }) => ({
    Operation(node, { report, location }) {
      const roles = node[extension];
      if (!Array.isArray(roles) || roles.length === 0) {
        const at = roles === undefined ? location.key() : location.child(extension);
        report({ message: `An operation must list its roles in \`${extension}\`.`, location: at });
      }
      for (const [index, role] of listOf(roles).entries()) {
        const reportAt = (message) => report({ message, location: location.child([extension, index]) });
        if (typeof role !== "string" || role.trim() === "") reportAt("A role must be a string.");
        else if (roles.indexOf(role) !== index) reportAt(`${role} is listed twice.`);
        else if (allowed.length > 0 && !allowed.includes(role))
          reportAt(`${role} is not one of the known roles: ${allowed.join(", ")}.`);
      }
    },
  }),
};
