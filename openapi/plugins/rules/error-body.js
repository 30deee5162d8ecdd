import { child, entriesOf, follow, listOf, once } from "../support/located.js";
import { contentOf, examplesOf, isError, responsesOf } from "../support/operations.js";
import { STRING } from "../support/rule.js";
import { conjuncts, typesOf } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const errorBody = {
  description:
    "The body of an error status is the error object: in the option's media type, with the required properties of the option `properties` and their types. An example repeats the status in `statusProperty`.",
  options: {
    mediaType: STRING,
    properties: { type: "object", additionalProperties: STRING },
    statusProperty: { ...STRING, default: "" },
  },
  create: ({ mediaType, properties, statusProperty }) => {
    let reportUnique;
    return {
      Operation(node, { report, location, resolve }) {
        reportUnique ??= once((problem) => problem.report(problem));
        for (const { status, located } of responsesOf({ node, location }, resolve)) {
          if (!isError(status)) continue;
          const reportOnce = (message, where) => reportUnique({ report, message, location: where });
          const content = contentOf(located, resolve);
          if (!content.some(({ name }) => name === mediaType)) {
            const where = located.node.content ? child(located, "content").location.key() : located.location.key();
            reportOnce(`An error must have a body of ${mediaType}.`, where);
          }
          for (const { name, located: media } of content) {
            if (name !== mediaType) reportOnce(`An error has no body of ${name}.`, media.location.key());
            else checkMedia(media, status, reportOnce, resolve);
          }
        }
      },
    };

    function checkMedia(media, status, reportOnce, resolve) {
      const fault = faultOf(child(media, "schema"), resolve);
      if (fault) {
        reportOnce(
          `The body of an error must be the error object: ${fault}.`,
          media.node.schema ? child(media, "schema").location.key() : media.location.key(),
        );
      }
      if (statusProperty === "" || !/^\d{3}$/.test(status)) return;
      for (const { located } of examplesOf(media, resolve)) {
        const stated = located.node?.[statusProperty];
        if (stated === undefined || stated === Number(status)) continue;
        reportOnce(`The example of a ${status} says ${stated}.`, child(located, statusProperty).location);
      }
    }

    function faultOf(schema, resolve) {
      const parts = conjuncts(schema, resolve);
      if (parts.length === 0) return "it has no schema";
      for (const [name, type] of entriesOf(properties)) {
        const found = parts
          .map((part) => follow(child(part, "properties", name), resolve))
          .filter((property) => property?.node !== undefined);
        if (found.length === 0) return `it has no ${name}`;
        const types = found
          .flatMap((property) => conjuncts(property, resolve))
          .flatMap(({ node }) => typesOf(node) ?? []);
        if (!types.includes(type)) return `${name} must be of the type ${type}`;
        if (!parts.some(({ node }) => listOf(node.required).includes(name))) return `${name} must be required`;
      }
      return undefined;
    }
  },
};
