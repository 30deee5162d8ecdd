/** How fast and how large the package is beside others: interleaved runs in processes of their own, and their reports. */

export { measureFigures } from "./all-figures.js";
export { formatTables, writeReport } from "./report.js";
