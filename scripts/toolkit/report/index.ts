/** What reports have in common: tables in Markdown and annotations of a pull request. */

export { annotation } from "./annotation.js";
export { markdownList, markdownTable } from "./markdown.js";
