import { FORMATS } from "../../support/formats.js";
import { STRINGS } from "../../support/rule.js";

export const description =
  "A `format` is in OpenAPI's registry, or in the option `also`: a misspelt one checks nothing.";
export const options = { also: { ...STRINGS, default: [] } };

export function Schema(schema, { report, options: { also } }) {
  const { format } = schema.node;
  if (format === undefined || FORMATS.has(format) || also.includes(format)) return;
  report(schema.child("format"), `${format} is not a known format.`);
}
