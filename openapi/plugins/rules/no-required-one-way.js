import { contentOf, requestContent, responsesOf } from "../support/operations.js";
import { child, listOf, once } from "../support/places.js";
import { conjuncts, hasFlag, walkSchema } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const noRequiredOneWay = {
  description:
    "In OpenAPI 3.1, a request does not require a read-only property, and a response does not require a write-only one. In 3.0, `required` applies only to the direction that has the property.",
  create() {
    let tell;
    return {
      Operation(node, { report, location, resolve, specVersion }) {
        if (specVersion === "oas3_0") return;
        tell ??= once((problem) => problem.report(problem));
        const operation = { node, location };
        const look = (media, flag, message) =>
          walkSchema(child(media, "schema"), resolve, (schema) => {
            const parts = conjuncts(schema, resolve);
            // One part of an `allOf` may require what another one describes.
            for (const part of parts) {
              for (const [index, name] of listOf(part.node.required).entries()) {
                const barred = parts.some((other) => hasFlag(child(other, "properties", name), flag, resolve));
                if (!barred) continue;
                tell({ report, message: `${name} ${message}`, location: child(part, "required", index).location });
              }
            }
          });
        for (const { place } of requestContent(operation, resolve)) {
          look(place, "readOnly", "is read-only, so a request can't be required to have it.");
        }
        for (const { place: response } of responsesOf(operation, resolve)) {
          for (const { place } of contentOf(response, resolve)) {
            look(place, "writeOnly", "is write-only, so a response can't be required to have it.");
          }
        }
      },
    };
  },
};
