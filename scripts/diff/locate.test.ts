import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { projectRoot } from "../paths.js";
import { parseText } from "./description.js";
import { locate } from "./locate.js";
import { childrenOf, type Place } from "./place.js";

const files = [
  "scripts/mutate/harbour.yaml",
  "openapi/openapi.yaml",
  "openapi/components/schemas/Cluster.yaml",
  "generated/openapi.json",
];

test.each(files)("each member of %s is found where its key is", (name) => {
  const file = join(projectRoot, name);
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  const visit = (place: Place): number =>
    childrenOf(place).reduce((sum, [key, child]) => {
      const { line, column } = locate(file, child.pointer);
      const rest = lines[line - 1]?.slice(column - 1) ?? "";
      if (!Array.isArray(place.value)) expect(rest.replace(/^["']/, "").startsWith(key.slice(0, 20))).toBe(true);
      return sum + 1 + visit(child);
    }, 0);
  expect(visit({ value: parseText(text, file), file, pointer: "" })).toBeGreaterThan(10);
});

test("what is not there is placed at what is around it, and a file that is not there at its start", () => {
  const file = join(projectRoot, "openapi/openapi.yaml");
  expect(locate(file, "/info/nowhere/at/all")).toEqual(locate(file, "/info"));
  expect(locate(join(projectRoot, "nowhere.yaml"), "/a")).toEqual({ line: 1, column: 1 });
});
