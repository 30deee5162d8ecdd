/** How fast the package is beside others: interleaved runs in processes of their own, and what is shown of them. */

export { ALLOCATION, type Figure, LOOPBACK, measureCalls, type Row, STUB } from "./figures.js";
export { formatTable } from "./report.js";
export { prepareFolder } from "./workspace.js";
