import { STRING, STRINGS } from "../../support/rule.js";

export const description =
  "An operation names the roles that allow it, as strings without duplicates; if the option `allowed` is set, only those.";
export const options = { extension: STRING, allowed: { ...STRINGS, default: [] } };

export function Operation(operation, { report, options: { extension, allowed } }) {
  const roles = operation.child(extension);
  const items = roles.items();
  if (items.length === 0) {
    report(roles.node === undefined ? operation : roles, `An operation must list its roles in \`${extension}\`.`);
  }
  for (const [index, item] of items.entries()) {
    const role = item.node;
    if (typeof role !== "string" || role.trim() === "") report(item, "A role must be a string.");
    else if (roles.node.indexOf(role) !== index) report(item, `${role} is listed twice.`);
    else if (allowed.length > 0 && !allowed.includes(role))
      report(item, `${role} is not one of the known roles: ${allowed.join(", ")}.`);
  }
}
