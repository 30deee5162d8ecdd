/** What reports have in common: tables in Markdown and annotations of a pull request. */

export { annotation } from "../support/index.js";
export { countOf, markdownCode, markdownList, markdownTable } from "./markdown.js";
