/** What reports have in common: tables in Markdown and annotations of a pull request. */

export { type AnnotationLocation, annotation } from "./annotation.js";
export { countOf, markdownCode, markdownList, markdownTable } from "./markdown.js";
