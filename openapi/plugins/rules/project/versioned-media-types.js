import { readDate } from "../../support/calendar.js";
import { operationsOf, requestContent, successContent } from "../../support/operations.js";
import { STRING } from "../../support/rule.js";

export const description =
  "At the option's paths, requests and successful responses have media types of the option's form around a valid date, and a request has the same one as its response. Elsewhere, none has this form.";
export const options = { path: STRING, before: STRING, after: STRING };

export function Paths(paths, { report, options: { path: prefix, before, after } }) {
  const isVersion = (name) => name.startsWith(before) && name.endsWith(after);
  for (const { path, operation } of operationsOf(paths)) {
    const [request, response] = [requestContent(operation), successContent(operation)];
    const isVersioned = path.startsWith(prefix);
    for (const [name, media] of [...request, ...response]) {
      if (!isVersioned) {
        if (isVersion(name)) report(media, `Only paths below ${prefix} have versions, so ${name} has no meaning.`);
        continue;
      }
      const date = isVersion(name) ? readDate(name.slice(before.length, name.length - after.length)) : undefined;
      if (!date || date.first !== date.last) report(media, `${name} must be of the form ${before}2025-02-05${after}.`);
    }
    const responseTypes = response.map(([name]) => name);
    for (const [name, media] of isVersioned && responseTypes.length > 0 ? request : []) {
      if (!responseTypes.includes(name)) report(media, `No response has the request's ${name}.`);
    }
  }
}
