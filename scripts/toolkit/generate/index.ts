/** What is made of the description: types, operations and their texts; and the committed result. */

export { timelessStanding } from "./comments.js";
export { compareWithFolder, type Files, writeFolder } from "./files.js";
export { generateFiles } from "./generate-files.js";
export { withNames } from "./operation-names.js";
export {
  type DescribedOperation,
  readDescribedOperations,
  readDescription,
  readOperations,
} from "./read-operations.js";
export { generateRulesTable, rulesFolder } from "./rules-table.js";
