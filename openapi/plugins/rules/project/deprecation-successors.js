import { operationsOf } from "../../support/operations.js";
import { STRING } from "../../support/rule.js";

export const description =
  "A deprecated operation names what to call instead: an operation of the description that is not deprecated itself, or a `link`. Where there is nothing to call, a `note` says so and the deprecation links its `documentation`.";
export const options = { deprecation: STRING };

export function Paths(paths, { report, options: { deprecation } }) {
  const all = operationsOf(paths);
  const byId = new Map(all.map(({ operation }) => [operation.node.operationId, operation.node]));
  const checkLink = (located) => {
    if (located.node !== undefined && !isLink(located.node)) report(located, `${located.node} is not an https link.`);
  };
  for (const { operation } of all) {
    if (operation.node.deprecated !== true) continue;
    const notice = operation.child(deprecation);
    checkLink(notice.child("documentation"));
    const successors = notice.items("successors");
    if (successors.length === 0) {
      report(operation.child("deprecated"), `A deprecated operation must name its successors in \`${deprecation}\`.`);
    }
    for (const successor of successors) {
      const { operationId, link, note } = successor.node ?? {};
      checkLink(successor.child("link"));
      if (operationId !== undefined) {
        const id = successor.child("operationId");
        const target = byId.get(operationId);
        if (!target) report(id, `The successor ${operationId} is not an operation of this description.`);
        else if (target === operation.node) report(id, "An operation can't be its own successor.");
        else if (target.deprecated === true) report(id, `The successor ${operationId} is deprecated itself.`);
      } else if (link === undefined && !(note && isLink(notice.node.documentation))) {
        report(
          successor,
          "A successor needs an `operationId`, a `link`, or a `note` beside a `documentation` link of the deprecation.",
        );
      }
    }
  }
}

function isLink(text) {
  return typeof text === "string" && text.startsWith("https://") && URL.canParse(text);
}
