/** The package as its users get it: how it is built, and how it is checked. */

export { buildPackage } from "./build-package.js";
export { installOnDemand } from "./on-demand.js";
export { checkPackage, type PackageCheck } from "./pack-check.js";
