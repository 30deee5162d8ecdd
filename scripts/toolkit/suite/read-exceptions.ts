import { isObject, readDocument } from "../description/index.js";
import { InputError } from "../support/index.js";
import { COVERED_KINDS, type CoverageException } from "./coverage.js";

/**
 * Reads a file of reasons why something is not exercised, JSON or YAML.
 *
 * @throws InputError, or DescriptionError, if it can't be read or has an entry that says nothing
 */
export function readExceptions(file: string | undefined): CoverageException[] {
  if (file === undefined) return [];
  const { value } = readDocument(file);
  const problem = `${file} must be a list of { kind, name, reason }, and kind one of ${COVERED_KINDS.join(", ")}`;
  if (!Array.isArray(value) || !value.every(isException)) throw new InputError(problem);
  return value;
}

function isException(entry: unknown): entry is CoverageException {
  return (
    isObject(entry) &&
    COVERED_KINDS.some((kind) => kind === entry.kind) &&
    typeof entry.name === "string" &&
    typeof entry.reason === "string" &&
    entry.reason.trim() !== ""
  );
}
