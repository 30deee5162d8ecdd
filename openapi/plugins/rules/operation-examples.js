import {
  contentOf,
  examplesOf,
  operationsOf,
  parametersOf,
  requestContent,
  responsesOf,
} from "../support/operations.js";
import { child, follow, isObject, once } from "../support/places.js";

/** @type {import("../support/rule.js").Rule} */
export const operationExamples = {
  description: "Each body of an operation and each required parameter has an example.",
  create: () => ({
    Paths(node, { report, location, resolve }) {
      const tell = once(report);
      for (const { item, operation } of operationsOf({ node, location }, resolve)) {
        const bodies = [
          ...requestContent(operation, resolve),
          ...responsesOf(operation, resolve).flatMap(({ place }) => contentOf(place, resolve)),
        ];
        for (const { name, place } of bodies) {
          if (examplesOf(place, resolve).length > 0) continue;
          tell({ message: `The body of ${name} has no example.`, location: place.location.key() });
        }
        for (const parameter of parametersOf(operation, item, resolve)) {
          if (parameter.node.required !== true || hasExample(parameter, resolve)) continue;
          tell({
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
    contentOf(parameter, resolve).some(({ place }) => examplesOf(place, resolve).length > 0) ||
    (isObject(schema?.node) && schema.node.example !== undefined)
  );
}
