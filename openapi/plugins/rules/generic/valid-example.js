import { isObject } from "../../support/located.js";
import { contentOf, examplesOf, requestContent, responsesOf } from "../../support/operations.js";
import { createValueCheck } from "../../support/values.js";

export const description =
  "An example is valid by its schema, formats included, and has no read-only property in a request and no write-only one in a response.";

export function create() {
  const inRequest = createValueCheck("readOnly");
  const inResponse = createValueCheck("writeOnly");
  const look = (owner, check, { report }) => {
    const schema = owner.child("schema");
    if (!isObject(schema.node)) return;
    for (const example of examplesOf(owner)) {
      for (const { path, message } of check(schema, example.node)) {
        report(example.child(...path), `${path.length > 0 ? path.join(".") : "The example"} ${message}.`);
      }
    }
  };
  const lookAtAll = (content, check, context) => {
    for (const [, media] of content) look(media, check, context);
  };
  return {
    Operation(operation, context) {
      lookAtAll(requestContent(operation), inRequest, context);
      for (const [, response] of responsesOf(operation)) lookAtAll(contentOf(response), inResponse, context);
    },
    Parameter(parameter, context) {
      look(parameter, inRequest, context);
      lookAtAll(contentOf(parameter), inRequest, context);
    },
    Header: (header, context) => look(header, inResponse, context),
  };
}
