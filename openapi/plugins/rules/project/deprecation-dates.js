import { readDate } from "../../support/calendar.js";
import { isObject } from "../../support/located.js";
import { STRING } from "../../support/rule.js";

export const description =
  "A deprecated operation has the date of its deprecation and a sunset date, both valid and in this order. An operation with a sunset date is deprecated.";
export const options = { sunset: STRING, deprecation: STRING };

export function Operation(operation, { report, reportKey, options: { sunset, deprecation } }) {
  const deprecated = operation.child("deprecated");
  const [end, notice] = [operation.child(sunset), operation.child(deprecation)];
  if (deprecated.node !== true) {
    for (const [name, extension] of Object.entries({ [sunset]: end, [deprecation]: notice })) {
      if (extension.node !== undefined)
        reportKey(extension, `\`${name}\` is for operations with \`deprecated: true\`.`);
    }
    return;
  }
  const ends = readDate(end.node);
  if (end.node === undefined) report(deprecated, `A deprecated operation needs a date in \`${sunset}\`.`);
  else if (!ends || ends.first !== ends.last) report(end, `${end.node} is not a date of the form 2025-02-05.`);

  if (!isObject(notice.node)) return report(deprecated, `A deprecated operation needs \`${deprecation}\`.`);
  const since = notice.child("since");
  const begins = readDate(since.node);
  if (since.node === undefined) report(notice, "It must say `since` when the operation is deprecated.");
  else if (!begins) report(since, `${since.node} is not a month or date of the form 2025-02 or 2025-02-05.`);
  else if (ends && ends.last < begins.first) {
    report(end, `The sunset ${end.node} is before the deprecation, ${since.node}.`);
  }
}
