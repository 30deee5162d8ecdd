/**
 * A value of the description and where it is written, which may be another file.
 *
 * @typedef {{ node: any, location: any }} Located
 */

/** Whether a value is a mapping. */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The entries of a mapping; none, where there is something else. */
export const entriesOf = (value) => (isObject(value) ? Object.entries(value) : []);

/** The list, or an empty one where there is something else. */
export const listOf = (value) => (Array.isArray(value) ? value : []);

/**
 * A property or item of a value, by its keys.
 *
 * @returns {Located}
 */
export function child({ node, location }, ...keys) {
  return { node: keys.reduce((value, key) => value?.[key], node), location: location.child(keys) };
}

/**
 * Follows references to what they mean.
 *
 * @returns {Located | undefined} nothing for a reference that leads nowhere or back to itself: other rules report those
 */
export function follow(located, resolve) {
  const seen = new Set();
  let { node, location } = located;
  while (isReference(node)) {
    if (seen.has(node)) return undefined;
    seen.add(node);
    const target = resolve(node, location.source.absoluteRef);
    if (!target.location || target.node === undefined) return undefined;
    ({ node, location } = target);
  }
  return { node, location };
}

/** Whether a value is a reference. */
export const isReference = (value) => isObject(value) && typeof value.$ref === "string";

/** Where to report a problem: a mapping or a list at its key, since its content is far from what is wrong with the whole. */
export const keyLocation = ({ node, location }) =>
  typeof node === "object" && node !== null ? location.key() : location;

/** What distinguishes a value from all others. */
export const identity = ({ location }) => location.absolutePointer;

/** Reports each problem once, though several operations lead to it. */
export function once(report) {
  const reported = new Set();
  return (problem) => {
    const key = `${problem.location.source.absoluteRef} ${problem.location.pointer} ${problem.message}`;
    if (reported.has(key)) return;
    reported.add(key);
    report(problem);
  };
}
