import { childOf, DescriptionError, readDocument } from "../description/index.js";

const REDOCLYS_SETS = ["minimal", "recommended", "recommended-strict", "spec"];

/**
 * Rejects a lint configuration that Redocly accepts but that checks almost nothing, because it extends none of Redocly's
 * sets. Rejects `extends` and `plugins` of a wrong type too, since Redocly's message does not help there. Redocly itself
 * reports rules, sets and plugins that do not exist.
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
