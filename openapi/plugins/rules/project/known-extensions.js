import { STRINGS } from "../../support/rule.js";

export const description =
  "An extension is one that the option `names` lists: a misspelt one would have no effect, without a warning.";
export const options = { names: STRINGS };

export function any(located, { reportKey, type, options: { names } }) {
  // The content of an extension and the names in a map are free.
  if (type.name === "SpecExtension" || /Map$|^Named|Properties$|^Example$/.test(type.name)) return;
  for (const [name, extension] of located.entries()) {
    if (!name.startsWith("x-") || names.includes(name)) continue;
    reportKey(extension, `${name} is not one of the known extensions: ${names.join(", ")}.`);
  }
}
