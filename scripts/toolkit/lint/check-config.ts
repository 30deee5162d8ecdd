import { childOf, DescriptionError, readDocument } from "../description/index.js";

const REDOCLYS_SETS = ["minimal", "recommended", "recommended-strict", "spec"];

/**
 * Rejects a lint configuration that Redocly would accept though it checks next to nothing, because it extends none of
 * Redocly's own sets; and lists of another type, for which Redocly's message does not help. Redocly itself reports rules,
 * sets and plugins that do not exist.
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
