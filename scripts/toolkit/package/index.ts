/** The package as its users get it: building it, checking it, trying it in runtimes, and its documentation site. */

export { buildPackage } from "./build-package.js";
export { buildDocs } from "./docs.js";
export { installOnDemand } from "./on-demand.js";
export { checkPackage } from "./pack-check.js";
export { releaseProblems } from "./release.js";
export { RUNTIME_GROUPS, showRuntimes, tryRuntimes } from "./runtimes/try-runtimes.js";
