/** @type {import("../support/rule.js").Rule} */
export const knownFormat = {
  description:
    "A `format` is one that OpenAPI or JSON Schema names, or that the option `also` adds: a misspelt one checks nothing.",
  options: { also: [] },
  create: ({ also }) => ({
    Schema({ format }, { report, location }) {
      if (format === undefined || KNOWN.has(format) || also.includes(format)) return;
      report({ message: `${format} is no known format.`, location: location.child("format") });
    },
  }),
};

const KNOWN = new Set(
  [
    "int32 int64 float double byte binary date date-time time duration password email idn-email hostname idn-hostname",
    "ipv4 ipv6 uri uri-reference iri iri-reference uri-template uuid json-pointer relative-json-pointer regex",
  ].flatMap((line) => line.split(" ")),
);
