import { child, isObject } from "../support/located.js";
import { responsesOf } from "../support/operations.js";
import { STRINGS } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const noBodyWithoutMeaning = {
  description:
    "There is no request body with the methods of the option `methods`, for which HTTP gives it no meaning, and no body in a response that cannot have one (1xx, 204, 205, 304).",
  options: { methods: { ...STRINGS, default: ["get", "head", "delete", "trace"] } },
  create: ({ methods }) => ({
    Operation(node, { report, location, resolve, key }) {
      if (node.requestBody !== undefined && methods.includes(key)) {
        const message = `A ${String(key).toUpperCase()} request has no body.`;
        report({ message, location: location.child("requestBody").key() });
      }
      for (const { status, located } of responsesOf({ node, location }, resolve)) {
        if (!/^(1\d\d|1XX|204|205|304)$/i.test(status) || !isObject(located.node.content)) continue;
        report({
          message: `A response with ${status} cannot have a body.`,
          location: child(located, "content").location.key(),
        });
      }
    },
  }),
};
