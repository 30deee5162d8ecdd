/** TypeScript for tools and tests: its command line, a compilation of virtual files, and the build of the package. */

export { buildPackage } from "./build-package.js";
export { Compilation, type Finding } from "./compilation.js";
export { runTsc } from "./tsc.js";
