import { contentOf, examplesOf, isError, responsesOf } from "../support/operations.js";
import { child, entriesOf, follow, listOf, once } from "../support/places.js";
import { conjuncts, typesOf } from "../support/schemas.js";

/** @type {import("../support/rule.js").Rule} */
export const errorBody = {
  description:
    "The body of an error status is the error object: in the option's media type, with the required properties of the option `members` and their types. An example repeats the status in `statusMember`.",
  options: { mediaType: undefined, members: undefined, statusMember: "" },
  create: ({ mediaType, members, statusMember }) => {
    let tell;
    return {
      Operation(node, { report, location, resolve }) {
        tell ??= once((problem) => problem.report(problem));
        for (const { status, place } of responsesOf({ node, location }, resolve)) {
          if (!isError(status)) continue;
          const say = (message, where) => tell({ report, message, location: where });
          const content = contentOf(place, resolve);
          if (!content.some(({ name }) => name === mediaType)) {
            const where = place.node.content ? child(place, "content").location.key() : place.location.key();
            say(`An error must have a body of ${mediaType}.`, where);
          }
          for (const { name, place: media } of content) {
            if (name !== mediaType) say(`An error has no body of ${name}.`, media.location.key());
            else checkMedia(media, status, say, resolve);
          }
        }
      },
    };

    function checkMedia(media, status, say, resolve) {
      const fault = faultOf(child(media, "schema"), resolve);
      if (fault) {
        say(
          `The body of an error must be the error object: ${fault}.`,
          media.node.schema ? child(media, "schema").location.key() : media.location.key(),
        );
      }
      if (statusMember === "" || !/^\d{3}$/.test(status)) return;
      for (const { place } of examplesOf(media, resolve)) {
        const told = place.node?.[statusMember];
        if (told === undefined || told === Number(status)) continue;
        say(`The example of a ${status} says ${told}.`, child(place, statusMember).location);
      }
    }

    function faultOf(schema, resolve) {
      const parts = conjuncts(schema, resolve);
      if (parts.length === 0) return "it has no schema";
      for (const [name, type] of entriesOf(members)) {
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
