import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { version } from "./version.js";

test("the version is package.json's", () => {
  const packageJson = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8"));
  expect(version).toBe(packageJson.version);
});
