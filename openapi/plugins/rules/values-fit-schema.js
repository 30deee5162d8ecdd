import { listOf } from "../support/located.js";
import { createValueCheck } from "../support/values.js";

const VALUES = ["default", "enum", "const"];

/** @type {import("../support/rule.js").Rule} */
export const valuesFitSchema = {
  description:
    "A `default`, each value of an `enum`, and a `const` are valid by their own schema, formats and `allOf` included.",
  create() {
    let check;
    return {
      Schema(node, { report, location, resolve }) {
        if (VALUES.every((keyword) => node[keyword] === undefined)) return;
        check ??= createValueCheck(resolve);
        const reportAt = (message, ...keys) => report({ message, location: location.child(keys) });
        // The schema without the keyword that is judged: an enum would approve of its own values.
        const rest = (keyword) => {
          const { [keyword]: _judged, default: _default, ...others } = node;
          return { node: others, location: location.child(`without ${keyword}`) };
        };
        const judge = (keyword, value, ...keys) => {
          const [fault] = check(rest(keyword), value);
          if (fault) {
            const where = fault.path.length > 0 ? ` (at ${fault.path.join(".")})` : "";
            reportAt(`${JSON.stringify(value)} breaks its own schema${where}: it ${fault.message}.`, ...keys);
          }
        };
        if (node.default !== undefined) judge("default", node.default, "default");
        if (node.const !== undefined) judge("const", node.const, "const");
        for (const [index, value] of listOf(node.enum).entries()) judge("enum", value, "enum", index);
        if (node.nullable === true && Array.isArray(node.enum) && !node.enum.includes(null)) {
          reportAt("The enum has no null, so `nullable` has no effect.", "nullable");
        }
      },
    };
  },
};
