import { child, follow, isObject } from "../support/located.js";

const STYLES = {
  path: ["matrix", "label", "simple"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

/** @type {import("../support/rule.js").Rule} */
export const parameterShape = {
  description:
    "A parameter has a schema or one media type, a style that its location allows, `allowReserved` only in the query, and no default if it is required.",
  create: () => ({
    Parameter(node, { report, location, resolve }) {
      const reportAt = (keyword, message) => report({ message, location: location.child(keyword) });
      const kinds = ["schema", "content"].filter((keyword) => node[keyword] !== undefined);
      if (kinds.length === 0) reportAt("name", "A parameter needs a `schema` or a `content`.");
      if (kinds.length === 2) reportAt("content", "A parameter has a `schema` or a `content`, not both.");
      if (isObject(node.content) && Object.keys(node.content).length !== 1) {
        reportAt("content", "The `content` of a parameter has one media type.");
      }
      if (node.style !== undefined && STYLES[node.in] && !STYLES[node.in].includes(node.style)) {
        reportAt("style", `A ${node.in} parameter has no style ${node.style}; it has ${STYLES[node.in].join(", ")}.`);
      }
      if (node.allowReserved !== undefined && node.in !== "query") {
        reportAt("allowReserved", "`allowReserved` is for query parameters.");
      }
      const schema = follow(child({ node, location }, "schema"), resolve);
      if (node.required === true && schema?.node?.default !== undefined) {
        report({
          message: "A required parameter is always sent, so a default has no meaning.",
          location: child(schema, "default").location,
        });
      }
    },
  }),
};
