import { entriesOf, listOf } from "../../support/located.js";
import { contentOf, examplesOf, responsesOf } from "../../support/operations.js";
import { STRING } from "../../support/rule.js";
import { conjuncts, typesOf } from "../../support/schemas.js";

export const description =
  "The body of an error status is the error object: in the option's media type, with the required properties of the option `properties` and their types. An example repeats the status in `statusProperty`.";
export const options = {
  mediaType: STRING,
  properties: { type: "object", additionalProperties: STRING },
  statusProperty: { ...STRING, default: "" },
};

export function Operation(operation, { report, options: { mediaType, properties, statusProperty } }) {
  for (const [status, response] of responsesOf(operation)) {
    if (status !== "default" && !/^[45]/.test(status)) continue;
    const content = contentOf(response);
    if (!content.some(([name]) => name === mediaType)) {
      const at = response.node.content ? response.child("content") : response;
      report(at, `An error must have a body of ${mediaType}.`);
    }
    for (const [name, media] of content) {
      if (name !== mediaType) {
        report(media, `An error has no body of ${name}.`);
        continue;
      }
      const fault = faultOf(media.child("schema"), properties);
      const at = media.node.schema ? media.child("schema") : media;
      if (fault) report(at, `The body of an error must be the error object: ${fault}.`);
      if (statusProperty === "" || !/^\d{3}$/.test(status)) continue;
      for (const stated of examplesOf(media).map((example) => example.child(statusProperty))) {
        if (stated.node === undefined || stated.node === Number(status)) continue;
        report(stated, `The example of a ${status} says ${stated.node}.`);
      }
    }
  }
}

function faultOf(schema, properties) {
  const parts = conjuncts(schema);
  if (parts.length === 0) return "it has no schema";
  for (const [name, type] of entriesOf(properties)) {
    const found = parts
      .map((part) => part.child("properties", name).follow())
      .filter((property) => property?.node !== undefined);
    if (found.length === 0) return `it has no ${name}`;
    const types = found.flatMap((property) => conjuncts(property)).flatMap(({ node }) => typesOf(node) ?? []);
    if (!types.includes(type)) return `${name} must be of the type ${type}`;
    if (!parts.some(({ node }) => listOf(node.required).includes(name))) return `${name} must be required`;
  }
  return undefined;
}
