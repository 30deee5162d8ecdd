import { child, listOf, once } from "../support/located.js";
import { contentOf, requestContent, responsesOf } from "../support/operations.js";
import { conjuncts, hasFlag, walkSchema } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const noRequiredOneWay = {
  description:
    "In OpenAPI 3.1, a request does not require a read-only property, and a response does not require a write-only one. In 3.0, `required` applies only to the direction that has the property.",
  create() {
    let reportAt;
    return {
      Operation(node, { report, location, resolve, specVersion }) {
        if (specVersion === "oas3_0") return;
        reportAt ??= once((problem) => problem.report(problem));
        const operation = { node, location };
        const look = (media, flag, message) =>
          walkSchema(child(media, "schema"), resolve, (schema) => {
            const parts = conjuncts(schema, resolve);
            // One part of an `allOf` may require what another one describes.
            for (const part of parts) {
              for (const [index, name] of listOf(part.node.required).entries()) {
                const barred = parts.some((other) => hasFlag(child(other, "properties", name), flag, resolve));
                if (!barred) continue;
                reportAt({ report, message: `${name} ${message}`, location: child(part, "required", index).location });
              }
            }
          });
        for (const { located } of requestContent(operation, resolve)) {
          look(located, "readOnly", "is read-only, so a request can't be required to have it.");
        }
        for (const { located: response } of responsesOf(operation, resolve)) {
          for (const { located } of contentOf(response, resolve)) {
            look(located, "writeOnly", "is write-only, so a response can't be required to have it.");
          }
        }
      },
    };
  },
};
