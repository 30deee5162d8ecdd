import { isObject } from "../../support/located.js";
import { contentOf, examplesOf, requestContent, responsesOf } from "../../support/operations.js";
import { createValueCheck } from "../../support/values.js";

export const description =
  "An example is valid by its schema, formats included, and has no read-only property in a request and no write-only one in a response.";

export function Operation(operation, context) {
  checkAll(requestContent(operation), "readOnly", context);
  for (const [, response] of responsesOf(operation)) checkAll(contentOf(response), "writeOnly", context);
}

export function Parameter(parameter, context) {
  check(parameter, "readOnly", context);
  checkAll(contentOf(parameter), "readOnly", context);
}

export const Header = (header, context) => check(header, "writeOnly", context);

function checkAll(content, barred, context) {
  for (const [, media] of content) check(media, barred, context);
}

function check(owner, barred, { report, state }) {
  const schema = owner.child("schema");
  if (!isObject(schema.node)) return;
  state[barred] ??= createValueCheck(barred);
  for (const example of examplesOf(owner)) {
    for (const { path, message } of state[barred](schema, example.node)) {
      report(example.child(...path), `${path.length > 0 ? path.join(".") : "The example"} ${message}.`);
    }
  }
}
