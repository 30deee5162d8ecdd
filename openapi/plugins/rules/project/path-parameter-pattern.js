import { isObject } from "../../support/located.js";
import { typesOf } from "../../support/schemas.js";

export const description =
  "A path parameter that is a string has an `enum`, or a `pattern` for the whole value, `^…$`, that rejects the empty string, `.`, `..` and a slash.";

export function Parameter(parameter, { report, reportKey }) {
  if (parameter.node.in !== "path") return;
  const schema = parameter.child("schema").follow();
  if (!isObject(schema?.node) || !(typesOf(schema.node) ?? ["string"]).includes("string")) return;
  const { pattern, enum: values, format, const: only } = schema.node;
  if (values !== undefined || only !== undefined || format === "uuid") return;
  if (pattern === undefined) {
    reportKey(parameter.child("schema"), `The path parameter ${parameter.node.name} needs a \`pattern\`.`);
    return;
  }
  const at = schema.child("pattern");
  if (!isAnchored(pattern)) return report(at, "The pattern must hold for the whole string: `^…$`.");
  const taken = ["", ".", "..", "a/b"].find((text) => matches(pattern, text));
  if (taken === undefined) return;
  report(at, `The pattern lets "${taken}" through, which would move the request to another path.`);
}

// `^a|b$` anchors each alternative at one end only, so alternatives must stand in a group.
function isAnchored(pattern) {
  if (!pattern.startsWith("^") || !pattern.endsWith("$") || pattern.endsWith("\\$")) return false;
  let depth = 0;
  let inClass = false;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index];
    if (character === "\\") index++;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === "|" && depth === 0) return false;
  }
  return true;
}

function matches(pattern, text) {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return false;
  }
}
