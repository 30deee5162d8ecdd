/** The package as its users get it: how it is built. */

export { buildPackage } from "./build-package.js";
