import { child, entriesOf } from "../support/located.js";

/** @type {import("../support/rule.js").Rule} */
export const noIgnoredHeader = {
  description:
    "No parameter or response header is one that OpenAPI ignores, since credentials and media types are described elsewhere: Authorization, Accept, Content-Type.",
  create: () => ({
    Parameter(node, { report, location }) {
      if (node.in !== "header" || !IGNORED.request.includes(String(node.name).toLowerCase())) return;
      const message = `OpenAPI ignores a header parameter ${node.name}: describe it by \`security\` or \`content\`.`;
      report({ message, location: location.child("name") });
    },
    Response(node, { report, location }) {
      for (const [name] of entriesOf(node.headers)) {
        if (!IGNORED.response.includes(name.toLowerCase())) continue;
        const located = child({ node, location }, "headers", name);
        report({ message: `OpenAPI ignores a response header ${name}.`, location: located.location.key() });
      }
    },
  }),
};

const IGNORED = { request: ["authorization", "accept", "content-type"], response: ["content-type"] };
