import { relative } from "node:path";

/** A position in a file; lines and columns count from 1. */
export interface SourcePosition {
  /** An absolute path, or the name that the file was opened with. */
  file: string;
  line: number;
  column: number;
}

/** Explains in a sentence why a description can't be used, and where. Every command exits with code 2 for it. */
export class DescriptionError extends Error {
  override name = "DescriptionError";

  /** @param position - undefined if the error is not about a line of a file */
  constructor(
    readonly sentence: string,
    readonly position?: SourcePosition,
  ) {
    super(position ? `${displayPosition(position)}: ${sentence}` : sentence);
  }
}

/** A position as `openapi.yaml:3:5`. A file below the working folder is relative to it. */
export function displayPosition({ file, line, column }: SourcePosition): string {
  return `${displayFile(file)}:${line}:${column}`;
}

/** A file's path, relative to the working folder if it is below it. */
export function displayFile(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path || ".";
}
