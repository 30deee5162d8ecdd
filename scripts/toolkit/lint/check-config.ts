import { childOf, DescriptionError, readDocument } from "../description/index.js";

const REDOCLYS_SETS = ["minimal", "recommended", "recommended-strict", "spec"];

/**
 * Rejects a lint configuration for what Redocly itself says nothing of, or nothing that helps: that none of its own sets is
 * extended, and what is no list. It says itself which rule, set or plugin does not exist.
 *
 * @throws DescriptionError with the line
 */
export function checkConfig(file: string): void {
  const { value, position } = readDocument(file);
  for (const key of ["extends", "plugins"]) {
    const list = childOf(value, key) ?? [];
    if (!Array.isArray(list) || !list.every((one) => typeof one === "string")) {
      throw new DescriptionError(`\`${key}\` must be a list of strings`, position([key]));
    }
    if (key === "extends" && !list.some((base) => REDOCLYS_SETS.includes(base))) {
      const sets = REDOCLYS_SETS.join(", ");
      throw new DescriptionError(
        `It extends none of ${sets}, so the structure of a description is not checked`,
        position([key]),
      );
    }
  }
}
