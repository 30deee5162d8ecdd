/** Whether a value is a mapping. */
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a value is a reference. */
export const isReference = (value) => isObject(value) && typeof value.$ref === "string";

/** The entries of a mapping; none, where there is something else. */
export const entriesOf = (value) => (isObject(value) ? Object.entries(value) : []);

/** The list, or an empty one where there is something else. */
export const listOf = (value) => (Array.isArray(value) ? value : []);

/** The keys of a JSON pointer, such as `/items/0/name`. */
export const keysOf = (pointer) =>
  pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));

/** A value of the description, and where it is written, which may be another file. */
export class Located {
  #resolve;

  /**
   * @param {any} node
   * @param {any} location Redocly's
   * @param {any} resolve Redocly's, for references
   */
  constructor(node, location, resolve) {
    this.node = node;
    this.location = location;
    this.#resolve = resolve;
  }

  /** What distinguishes the value from all others. */
  get identity() {
    return this.location.absolutePointer;
  }

  /** A property or item, by its keys. */
  child(...keys) {
    const node = keys.reduce((value, key) => value?.[key], this.node);
    return new Located(node, this.location.child(keys), this.#resolve);
  }

  /** The items of the list below these keys; none, where there is something else. */
  items(...keys) {
    const list = this.child(...keys);
    return listOf(list.node).map((_, index) => list.child(index));
  }

  /** The entries of the mapping below these keys; none, where there is something else. */
  entries(...keys) {
    const mapping = this.child(...keys);
    return entriesOf(mapping.node).map(([name]) => [name, mapping.child(name)]);
  }

  /** Another value in the place of this one, by a name of its own. */
  replaced(node, name) {
    return new Located(node, this.location.child(name), this.#resolve);
  }

  /**
   * Follows references to what they mean.
   *
   * @returns {Located | undefined} nothing for a reference that leads nowhere or back to itself: other rules report those
   */
  follow() {
    const seen = new Set();
    let { node, location } = this;
    while (isReference(node)) {
      if (seen.has(node)) return undefined;
      seen.add(node);
      const target = this.#resolve(node, location.source.absoluteRef);
      if (!target.location || target.node === undefined) return undefined;
      ({ node, location } = target);
    }
    return new Located(node, location, this.#resolve);
  }

  /** What this string leads to, where it stands for a reference, as in a discriminator's mapping. */
  target() {
    return new Located({ $ref: this.node }, this.location, this.#resolve).follow();
  }
}
