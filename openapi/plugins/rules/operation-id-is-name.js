import { child } from "../support/located.js";
import { operationsOf } from "../support/operations.js";
import { STRINGS } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const operationIdIsName = {
  description:
    "An `operationId` can be a method's name: an identifier, not one of the option `reserved`, and different from the others in more than upper and lower case.",
  options: { reserved: { ...STRINGS, default: [] } },
  create: ({ reserved }) => ({
    Paths(node, { report, location, resolve }) {
      const seen = new Map();
      for (const { operation } of operationsOf({ node, location }, resolve)) {
        const { operationId } = operation.node;
        if (typeof operationId !== "string") continue;
        const reportAt = (message) => report({ message, location: child(operation, "operationId").location });
        if (!/^[A-Za-z_$][\w$]*$/.test(operationId)) reportAt(`${operationId} is not an identifier.`);
        if (reserved.includes(operationId)) reportAt(`${operationId} is reserved.`);
        const other = seen.get(operationId.toLowerCase());
        // The same id twice is for Redocly's operation-operationId-unique to report.
        if (other !== undefined && other !== operationId)
          reportAt(`${operationId} differs from ${other} in nothing but case.`);
        seen.set(operationId.toLowerCase(), operationId);
      }
    },
  }),
};
