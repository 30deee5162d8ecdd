import { isObject } from "../../support/located.js";

const STYLES = {
  path: ["matrix", "label", "simple"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form"],
};

export const description =
  "A parameter has a schema or one media type, a style that its location allows, `allowReserved` only in the query, and no default if it is required.";

export function Parameter(parameter, { report }) {
  const { node } = parameter;
  const reportAt = (keyword, message) => report(parameter.child(keyword), message);
  const kinds = ["schema", "content"].filter((keyword) => node[keyword] !== undefined);
  if (kinds.length === 0) reportAt("name", "A parameter needs a `schema` or a `content`.");
  if (kinds.length === 2) reportAt("content", "A parameter has a `schema` or a `content`, not both.");
  if (isObject(node.content) && Object.keys(node.content).length !== 1) {
    reportAt("content", "The `content` of a parameter has one media type.");
  }
  const styles = STYLES[node.in];
  if (node.style !== undefined && styles && !styles.includes(node.style)) {
    reportAt("style", `A ${node.in} parameter has no style ${node.style}; it has ${styles.join(", ")}.`);
  }
  if (node.allowReserved !== undefined && node.in !== "query") {
    reportAt("allowReserved", "`allowReserved` is for query parameters.");
  }
  const standard = parameter.child("schema").follow()?.child("default");
  if (node.required === true && standard?.node !== undefined) {
    report(standard, "A required parameter is always sent, so a default has no meaning.");
  }
}
