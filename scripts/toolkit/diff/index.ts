/**
 * What a change of a description does to its consumers.
 *
 * - `diffBundles(pairs)` compares pairs of bundles (of `description`) with one call of `redocly diff`: each is read into a
 *   normal form, in which rewritings are gone (`operations`, `schema`, `union`), paired (`pair`, `match`), and what differs
 *   is written as two small documents (`emit`) that Redocly judges (`redocly`). `levels` has a level for what it has none for.
 * - `compareFiles(base, revision)` does so with two files, and weighs the changes against what was acknowledged;
 *   `diffOutcome` makes a report of it in each form. `findGitBase(file)` finds the description as it was on the main branch.
 * - `pairBundles(base, revision)` and `pairNodes` have the normal forms of both sides and what differs, whatever that means,
 *   for those who judge by themselves, such as `drift`.
 */
export { type BundleLocation, inside, rootOf } from "./bundle-location.js";
export { diffBundles } from "./compare.js";
export { compareFiles, UnusableBaseError } from "./compare-files.js";
export { pairBundles } from "./differences.js";
export { diffOutcome } from "./format.js";
export { findGitBase, MissingBaseError } from "./git-base.js";
export { formatLevels, LEVELS, type Level } from "./levels.js";
export { type Alternative, type Edge, isNever, type Node, type Value } from "./node.js";
export { type Pair, pairNodes } from "./pair.js";
export { type DiffReport, type LocatedChange, locateChanges } from "./report.js";
