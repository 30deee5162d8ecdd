import { readDate } from "../support/calendar.js";
import { contentOf, operationsOf, requestContent, responsesOf } from "../support/operations.js";
import { STRING } from "../support/rule.js";

/** @type {import("../support/rule.js").Rule} */
export const versionedMediaTypes = {
  description:
    "At the option's paths, requests and successful responses have media types of the option's form around a valid date, and a request has the same one as its response. Elsewhere, none has this form.",
  options: { path: STRING, before: STRING, after: STRING },
  create: ({ path: prefix, before, after }) => ({
    Paths(node, { report, location, resolve }) {
      for (const { path, operation } of operationsOf({ node, location }, resolve)) {
        const request = requestContent(operation, resolve);
        const response = responsesOf(operation, resolve)
          .filter(({ status }) => status.startsWith("2"))
          .flatMap(({ located }) => contentOf(located, resolve));
        const reportAt = (located, message) => report({ message, location: located.location.key() });
        const versioned = path.startsWith(prefix);
        const isVersion = (name) => name.startsWith(before) && name.endsWith(after);
        for (const { name, located } of [...request, ...response]) {
          if (!versioned) {
            if (isVersion(name))
              reportAt(located, `Only paths below ${prefix} have versions, so ${name} has no meaning.`);
            continue;
          }
          const date = isVersion(name) ? readDate(name.slice(before.length, name.length - after.length)) : undefined;
          if (!date || date.first !== date.last)
            reportAt(located, `${name} must be of the form ${before}2025-02-05${after}.`);
        }
        const responseTypes = response.map(({ name }) => name);
        for (const { name, located } of versioned && responseTypes.length > 0 ? request : []) {
          if (!responseTypes.includes(name)) reportAt(located, `No response has the request's ${name}.`);
        }
      }
    },
  }),
};
