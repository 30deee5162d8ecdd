import { responsesOf } from "../support/operations.js";
import { child, isObject } from "../support/places.js";

/** @type {import("../support/rule.js").Rule} */
export const noBodyWithoutMeaning = {
  description:
    "No request body on a method of the option `methods`, for which HTTP gives it no meaning, and no body in an answer that can't have one (1xx, 204, 205, 304).",
  options: { methods: ["get", "head", "delete", "trace"] },
  create: ({ methods }) => ({
    Operation(node, { report, location, resolve, key }) {
      if (node.requestBody !== undefined && methods.includes(key)) {
        const message = `A ${String(key).toUpperCase()} request has no body.`;
        report({ message, location: location.child("requestBody").key() });
      }
      for (const { status, place } of responsesOf({ node, location }, resolve)) {
        if (!/^(1\d\d|1XX|204|205|304)$/i.test(status) || !isObject(place.node.content)) continue;
        report({ message: `An answer with ${status} has no body.`, location: child(place, "content").location.key() });
      }
    },
  }),
};
