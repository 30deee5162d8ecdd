import { operationsOf } from "../../support/operations.js";
import { STRINGS } from "../../support/rule.js";

export const description =
  "An `operationId` can be a method's name: an identifier, not one of the option `reserved`, and different from the others in more than upper and lower case.";
export const options = { reserved: { ...STRINGS, default: [] } };

export function Paths(paths, { report, options: { reserved } }) {
  const seen = new Map();
  for (const id of operationsOf(paths).map(({ operation }) => operation.child("operationId"))) {
    const name = id.node;
    if (typeof name !== "string") continue;
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) report(id, `${name} is not an identifier.`);
    if (reserved.includes(name)) report(id, `${name} is reserved.`);
    const other = seen.get(name.toLowerCase());
    // The same id twice is for Redocly's operation-operationId-unique to report.
    if (other !== undefined && other !== name) report(id, `${name} differs from ${other} in nothing but case.`);
    seen.set(name.toLowerCase(), name);
  }
}
