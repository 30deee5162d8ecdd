import { createValueCheck } from "../../support/values.js";

const VALUES = ["default", "const", "enum"];

export const description =
  "A `default`, each value of an `enum`, and a `const` are valid by their own schema, formats and `allOf` included.";

export function Schema(schema, { report, state }) {
  for (const keyword of VALUES) {
    const value = schema.child(keyword);
    if (value.node === undefined) continue;
    // The schema without the keyword that is judged: an enum would approve of its own values.
    const { [keyword]: _judged, default: _default, ...others } = schema.node;
    const rest = schema.replaced(others, `without ${keyword}`);
    state.check ??= createValueCheck();
    for (const one of keyword === "enum" ? value.items() : [value]) {
      const [fault] = state.check(rest, one.node);
      if (!fault) continue;
      const where = fault.path.length > 0 ? ` (at ${fault.path.join(".")})` : "";
      report(one, `${JSON.stringify(one.node)} breaks its own schema${where}: it ${fault.message}.`);
    }
  }
  const { nullable, enum: values } = schema.node;
  if (nullable === true && Array.isArray(values) && !values.includes(null)) {
    report(schema.child("nullable"), "The enum has no null, so `nullable` has no effect.");
  }
}
