/**
 * The speed and size of the package compared with others: interleaved runs in processes of their own, and the reports.
 */

export { measureFigures } from "./all-figures.js";
export { formatTables, writeReport } from "./report.js";
