import { child, follow, isObject, once } from "../support/located.js";
import {
  contentOf,
  examplesOf,
  operationsOf,
  parametersOf,
  requestContent,
  responsesOf,
} from "../support/operations.js";

/** @type {import("../support/rule.js").Rule} */
export const operationExamples = {
  description: "Each body of an operation and each required parameter has an example.",
  create: () => ({
    Paths(node, { report, location, resolve }) {
      const reportAt = once(report);
      for (const { item, operation } of operationsOf({ node, location }, resolve)) {
        const bodies = [
          ...requestContent(operation, resolve),
          ...responsesOf(operation, resolve).flatMap(({ located }) => contentOf(located, resolve)),
        ];
        for (const { name, located } of bodies) {
          if (examplesOf(located, resolve).length > 0) continue;
          reportAt({ message: `The body of ${name} has no example.`, location: located.location.key() });
        }
        for (const parameter of parametersOf(operation, item, resolve)) {
          if (parameter.node.required !== true || hasExample(parameter, resolve)) continue;
          reportAt({
            message: `The required parameter ${parameter.node.name} has no example.`,
            location: child(parameter, "name").location,
          });
        }
      }
    },
  }),
};

function hasExample(parameter, resolve) {
  const schema = follow(child(parameter, "schema"), resolve);
  return (
    examplesOf(parameter, resolve).length > 0 ||
    contentOf(parameter, resolve).some(({ located }) => examplesOf(located, resolve).length > 0) ||
    (isObject(schema?.node) && schema.node.example !== undefined)
  );
}
