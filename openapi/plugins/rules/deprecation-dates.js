import { readDate } from "../support/calendar.js";
import { isObject } from "../support/located.js";
import { STRING } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const deprecationDates = {
  description:
    "A deprecated operation has the date of its deprecation and a sunset date, both valid and in this order. An operation with a sunset date is deprecated.",
  options: { sunset: STRING, deprecation: STRING },
  create: ({ sunset, deprecation }) => ({
    Operation(node, { report, location }) {
      const reportAt = (message, ...keys) => report({ message, location: location.child(keys) });
      if (node.deprecated !== true) {
        for (const extension of [sunset, deprecation].filter((name) => node[name] !== undefined)) {
          report({
            message: `\`${extension}\` is for operations with \`deprecated: true\`.`,
            location: location.child(extension).key(),
          });
        }
        return;
      }
      const ends = readDate(node[sunset]);
      if (node[sunset] === undefined) reportAt(`A deprecated operation needs a date in \`${sunset}\`.`, "deprecated");
      else if (!ends || ends.first !== ends.last)
        reportAt(`${node[sunset]} is not a date of the form 2025-02-05.`, sunset);

      if (!isObject(node[deprecation]))
        return reportAt(`A deprecated operation needs \`${deprecation}\`.`, "deprecated");
      const { since } = node[deprecation];
      const begins = readDate(since);
      if (since === undefined) {
        report({
          message: "It must say `since` when the operation is deprecated.",
          location: location.child(deprecation).key(),
        });
      } else if (!begins)
        reportAt(`${since} is not a month or date of the form 2025-02 or 2025-02-05.`, deprecation, "since");
      else if (ends && ends.last < begins.first) {
        reportAt(`The sunset ${node[sunset]} is before the deprecation, ${since}.`, sunset);
      }
    },
  }),
};
