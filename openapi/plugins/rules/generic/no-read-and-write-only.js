import { hasFlag } from "../../support/schemas.js";

const FLAGS = ["readOnly", "writeOnly"];

export const description = "No property is both read-only and write-only, `allOf` included.";

export function Schema(schema, { report }) {
  const own = FLAGS.find((flag) => schema.node[flag] === true);
  if (!own || !FLAGS.every((flag) => hasFlag(schema, flag))) return;
  report(schema.child(own), "A property that is both read-only and write-only can be neither sent nor received.");
}
