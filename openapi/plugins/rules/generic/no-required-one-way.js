import { contentOf, requestContent, responsesOf } from "../../support/operations.js";
import { conjuncts, hasFlag, walkSchema } from "../../support/schemas.js";

export const description =
  "In OpenAPI 3.1, a request does not require a read-only property, and a response does not require a write-only one. In 3.0, `required` applies only to the direction that has the property.";

export function Operation(operation, { report, specVersion }) {
  if (specVersion === "oas3_0") return;
  const look = (media, flag, message) =>
    walkSchema(media.child("schema"), (schema) => {
      const parts = conjuncts(schema);
      // One part of an `allOf` may require what another one describes.
      for (const name of parts.flatMap((part) => part.items("required"))) {
        const isBarred = parts.some((part) => hasFlag(part.child("properties", name.node), flag));
        if (isBarred) report(name, `${name.node} ${message}`);
      }
    });
  for (const [, media] of requestContent(operation)) {
    look(media, "readOnly", "is read-only, so a request can't be required to have it.");
  }
  for (const [, media] of responsesOf(operation).flatMap(([, response]) => contentOf(response))) {
    look(media, "writeOnly", "is write-only, so a response can't be required to have it.");
  }
}
