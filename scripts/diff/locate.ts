import { existsSync, readFileSync } from "node:fs";
import { createLocator, type Position } from "../source/positions.js";

const locators = new Map<string, ReturnType<typeof createLocator>>();

/**
 * Finds the line and column of a JSON pointer in a YAML or JSON file.
 * What is not there is placed at the nearest thing around it that is.
 */
export function locate(file: string, pointer: string): Position {
  let find = locators.get(file);
  if (!find) {
    find = existsSync(file) ? createLocator(readFileSync(file, "utf8")) : () => ({ line: 1, column: 1 });
    locators.set(file, find);
  }
  return find(
    pointer
      .split("/")
      .slice(1)
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~")),
  );
}
