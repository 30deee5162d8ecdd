/** TypeScript for tools and tests: its command line and a compilation of virtual files. */

export { Compilation } from "./compilation.js";
export { runTsc } from "./tsc.js";
