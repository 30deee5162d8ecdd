import { STRING } from "../../support/rule.js";

export const description =
  "A schema has the option's `extension: true` if and only if its description contains the option's `text`.";
export const options = { extension: STRING, text: STRING };

export function Schema(schema, { report, options: { extension, text } }) {
  const [description, mark] = [schema.child("description"), schema.child(extension)];
  const isSaid = typeof description.node === "string" && description.node.includes(text);
  if (mark.node !== undefined && mark.node !== true) {
    report(mark, `\`${extension}\` must be true or left out.`);
  } else if (isSaid && !mark.node) {
    report(description, `The description says "${text}", so it needs \`${extension}: true\`.`);
  } else if (mark.node && !isSaid) {
    report(mark, `The description must say "${text}" where \`${extension}\` does.`);
  }
}
