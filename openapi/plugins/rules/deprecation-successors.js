import { child, listOf } from "../support/located.js";
import { operationsOf } from "../support/operations.js";
import { STRING } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const deprecationSuccessors = {
  description:
    "A deprecated operation names what to call instead: an operation of the description that is not deprecated itself, or a `link`. Where there is nothing to call, a `note` says so and the deprecation links its `documentation`.",
  options: { deprecation: STRING },
  create: ({ deprecation }) => ({
    Paths(node, { report, location, resolve }) {
      const all = operationsOf({ node, location }, resolve);
      const byId = new Map(all.map(({ operation }) => [operation.node.operationId, operation.node]));
      for (const { operation } of all) {
        if (operation.node.deprecated !== true) continue;
        const notice = child(operation, deprecation);
        const reportAt = (located, message) => report({ message, location: located.location });
        for (const property of ["documentation"].filter((name) => notice.node?.[name] !== undefined)) {
          if (!isLink(notice.node[property]))
            reportAt(child(notice, property), `${notice.node[property]} is not an https link.`);
        }
        const successors = listOf(notice.node?.successors);
        if (successors.length === 0) {
          reportAt(
            child(operation, "deprecated"),
            `A deprecated operation must name its successors in \`${deprecation}\`.`,
          );
        }
        for (const [index, successor] of successors.entries()) {
          const located = child(notice, "successors", index);
          const { operationId, link, note } = successor ?? {};
          if (link !== undefined && !isLink(link)) reportAt(child(located, "link"), `${link} is not an https link.`);
          if (operationId !== undefined) {
            const id = child(located, "operationId");
            const target = byId.get(operationId);
            if (!target) reportAt(id, `The successor ${operationId} is not an operation of this description.`);
            else if (target === operation.node) reportAt(id, "An operation can't be its own successor.");
            else if (target.deprecated === true) reportAt(id, `The successor ${operationId} is deprecated itself.`);
          } else if (link === undefined && !(note && isLink(notice.node.documentation))) {
            reportAt(
              located,
              "A successor needs an `operationId`, a `link`, or a `note` beside a `documentation` link of the deprecation.",
            );
          }
        }
      }
    },
  }),
};

function isLink(text) {
  return typeof text === "string" && text.startsWith("https://") && URL.canParse(text);
}
