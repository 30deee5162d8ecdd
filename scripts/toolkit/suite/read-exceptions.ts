import { readEntries } from "../description/index.js";
import { COVERED_KINDS, type CoverageException, type CoveredKind } from "./coverage.js";

const isKind = (kind: unknown): kind is CoveredKind => COVERED_KINDS.some((one) => one === kind);

/**
 * Reads a file of reasons why something is not exercised, JSON or YAML.
 *
 * @throws DescriptionError with file, line and column, if it can't be read or an entry is not usable
 */
export function readExceptions(file: string | undefined): CoverageException[] {
  if (file === undefined) return [];
  return readEntries(file, ["kind", "name", "reason"]).map(({ entry: { kind, name, reason }, problem }) => {
    if (!isKind(kind)) throw problem(`needs a \`kind\`, one of ${COVERED_KINDS.join(", ")}`);
    if (typeof name !== "string") throw problem("needs a `name`, as the table gives it");
    if (typeof reason !== "string" || reason.trim() === "") throw problem("needs a `reason`");
    return { kind, name, reason };
  });
}
