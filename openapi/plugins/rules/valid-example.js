import { child, isObject, keyLocation, once } from "../support/located.js";
import { contentOf, examplesOf, requestContent, responsesOf } from "../support/operations.js";
import { createValueCheck } from "../support/values.js";

/** @type {import("../support/rule.js").Rule} */
export const validExample = {
  description:
    "An example is valid by its schema, formats included, and has no read-only property in a request and no write-only one in a response.",
  create() {
    let inRequest;
    let inResponse;
    let reportAt;

    function look(owner, schema, check, { report, resolve }) {
      if (!isObject(schema.node)) return;
      for (const { located } of examplesOf(owner, resolve)) {
        for (const { path, message } of check(schema, located.node)) {
          const name = path.length > 0 ? path.join(".") : "The example";
          reportAt({ report, message: `${name} ${message}.`, location: keyLocation(child(located, ...path)) });
        }
      }
    }
    const lookAtContent = (content, check, context) => {
      for (const { located } of content) look(located, child(located, "schema"), check, context);
    };
    const start = (resolve) => {
      inRequest ??= createValueCheck(resolve, "readOnly");
      inResponse ??= createValueCheck(resolve, "writeOnly");
      reportAt ??= once((problem) => problem.report(problem));
    };

    return {
      Operation(node, context) {
        const { location, resolve } = context;
        start(resolve);
        const operation = { node, location };
        lookAtContent(requestContent(operation, resolve), inRequest, context);
        for (const { located } of responsesOf(operation, resolve)) {
          lookAtContent(contentOf(located, resolve), inResponse, context);
        }
      },
      Parameter(node, context) {
        start(context.resolve);
        const located = { node, location: context.location };
        look(located, child(located, "schema"), inRequest, context);
        lookAtContent(contentOf(located, context.resolve), inRequest, context);
      },
      Header(node, context) {
        start(context.resolve);
        const located = { node, location: context.location };
        look(located, child(located, "schema"), inResponse, context);
      },
    };
  },
};
