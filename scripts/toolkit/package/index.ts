/** The package as its users get it: how it is built, how it is checked, where it runs, and its pages. */

export { buildPackage } from "./build-package.js";
export { buildDocs } from "./docs.js";
export { installOnDemand } from "./on-demand.js";
export { checkPackage } from "./pack-check.js";
export { releaseProblems } from "./release.js";
export { RUNTIME_GROUPS, showRuntimes, tryRuntimes } from "./runtimes/try-runtimes.js";
