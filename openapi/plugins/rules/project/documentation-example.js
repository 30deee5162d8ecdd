import { STRING } from "../../support/rule.js";

export const description =
  "A realistic example comes first. The one that is copied from a documentation page, which the option names, never does.";
export const options = { name: STRING };

export function MediaType(media, { reportKey, options: { name } }) {
  const [[first, example] = []] = media.entries("examples");
  if (first === name) reportKey(example, `A realistic example must come before \`${name}\`.`);
}
