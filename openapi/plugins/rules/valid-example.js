import { contentOf, examplesOf, requestContent, responsesOf } from "../support/operations.js";
import { child, isObject, once, spot } from "../support/places.js";
import { createValueCheck } from "../support/values.js";

/** @type {import("../support/rule.js").Rule} */
export const validExample = {
  description:
    "An example is valid by its schema, formats included, and has no read-only property in a request and no write-only one in a response.",
  create() {
    let inRequest;
    let inResponse;
    let tell;

    function look(owner, schema, check, { report, resolve }) {
      if (!isObject(schema.node)) return;
      for (const { place } of examplesOf(owner, resolve)) {
        for (const { path, message } of check(schema, place.node)) {
          const name = path.length > 0 ? path.join(".") : "The example";
          tell({ report, message: `${name} ${message}.`, location: spot(child(place, ...path)) });
        }
      }
    }
    const lookAtContent = (content, check, context) => {
      for (const { place } of content) look(place, child(place, "schema"), check, context);
    };
    const start = (resolve) => {
      inRequest ??= createValueCheck(resolve, "readOnly");
      inResponse ??= createValueCheck(resolve, "writeOnly");
      tell ??= once((problem) => problem.report(problem));
    };

    return {
      Operation(node, context) {
        const { location, resolve } = context;
        start(resolve);
        const operation = { node, location };
        lookAtContent(requestContent(operation, resolve), inRequest, context);
        for (const { place } of responsesOf(operation, resolve)) {
          lookAtContent(contentOf(place, resolve), inResponse, context);
        }
      },
      Parameter(node, context) {
        start(context.resolve);
        const place = { node, location: context.location };
        look(place, child(place, "schema"), inRequest, context);
        lookAtContent(contentOf(place, context.resolve), inRequest, context);
      },
      Header(node, context) {
        start(context.resolve);
        const place = { node, location: context.location };
        look(place, child(place, "schema"), inResponse, context);
      },
    };
  },
};
