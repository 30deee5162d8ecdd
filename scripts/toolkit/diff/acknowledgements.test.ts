import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { type Acknowledgement, readAcknowledgements, reviewChanges } from "./acknowledgements.js";
import { rootOf } from "./bundle-location.js";
import type { Change, DiffResult } from "./compare.js";
import { nextVersion } from "./version.js";

const side = { location: rootOf({}), lacks: false };
const change = (level: Change["level"], location = "#/a"): Change => ({
  ...{ level, rule: "type-changed", location, what: "", where: "", source: "revision" },
  operations: ["GET /a"],
  sides: { base: side, revision: side },
});
const entry = (version: string, level: "breaking" | "dangerous" = "breaking", location = "#/a"): Acknowledgement => ({
  ...{ version, rule: "type-changed", location, level, reason: "Nobody uses it" },
});
const found = (...changes: Change[]): DiffResult => ({ level: changes[0]?.level ?? "none", changes });

test.each<[string, DiffResult, Acknowledgement[], string, string, string[]]>([
  ["nothing changed", found(), [], "1.0.0", "1.0.0", []],
  ["a compatible change needs no entry", found(change("compatible")), [], "1.0.0", "1.0.0", []],
  [
    "a breaking change without an entry",
    found(change("breaking")),
    [],
    "1.0.0",
    "2.0.0",
    ["1 breaking change is not acknowledged"],
  ],
  [
    "a dangerous change without an entry",
    found(change("dangerous")),
    [],
    "1.0.0",
    "1.1.0",
    ["1 dangerous change is not acknowledged"],
  ],
  ["a breaking change with its entry and version", found(change("breaking")), [entry("2.0.0")], "1.4.2", "2.0.0", []],
  [
    "a dangerous change with its entry and version",
    found(change("dangerous")),
    [entry("1.5.0", "dangerous")],
    "1.4.2",
    "1.5.0",
    [],
  ],
  ["a breaking change before 1.0.0", found(change("breaking")), [entry("0.5.0")], "0.4.2", "0.5.0", []],
  [
    "a version that was not raised enough",
    found(change("breaking")),
    [entry("1.5.0")],
    "1.4.2",
    "1.5.0",
    ["calls for version 2.0.0 or higher"],
  ],
  [
    "an entry for a different location",
    found(change("breaking")),
    [entry("2.0.0", "breaking", "#/b")],
    "1.0.0",
    "2.0.0",
    ["is stale", "not acknowledged"],
  ],
  [
    "an entry for a lower level",
    found(change("breaking")),
    [entry("2.0.0", "dangerous")],
    "1.0.0",
    "2.0.0",
    ["is stale", "not acknowledged"],
  ],
  ["a stale entry", found(), [entry("2.0.0")], "1.0.0", "2.0.0", ["is stale"]],
  ["an entry for a different version", found(), [entry("3.0.0")], "1.0.0", "2.0.0", ["for another version"]],
  ["an entry for a released version is not stale", found(), [entry("2.0.0")], "2.0.0", "2.0.0", []],
  [
    "an entry for a released version accepts nothing",
    found(change("breaking")),
    [entry("2.0.0")],
    "2.0.0",
    "2.0.0",
    ["not acknowledged"],
  ],
])("%s", (_name, result, entries, base, revision, expected) => {
  const { problems } = reviewChanges(result, entries, base, revision);
  expect(problems).toHaveLength(expected.length);
  for (const [index, words] of expected.entries()) expect(problems[index]).toContain(words);
});

test("the suggested version", () => {
  expect(nextVersion("1.4.2", "breaking")).toBe("2.0.0");
  expect(nextVersion("0.4.2", "breaking")).toBe("0.5.0");
  expect(nextVersion("1.4.2", "dangerous")).toBe("1.5.0");
  expect(nextVersion("1.4.2", "compatible")).toBe("1.5.0");
  expect(nextVersion("1.4.2", "none")).toBe("1.4.2");
  expect(nextVersion("2025-02-05", "breaking")).toBeUndefined();
});

test.each([
  ["- {version: '2.0.0', rule: a, location: b, level: breaking}", "Entry 1 needs a `reason`"],
  ["- {version: 2, rule: a, location: b, level: breaking, reason: c}", "Entry 1 needs a `version`, as a string"],
  ["- {version: '2.0.0', rule: a, location: b, level: compatible, reason: c}", "only dangerous and breaking"],
  [
    "- {version: '2.0.0', rule: a, location: b, level: breaking, reason: c, by: me}",
    "Entry 1 can't have `by`; it may have",
  ],
  ["version: 1", "not a list"],
  ["- [", "Not valid YAML or JSON"],
])("%s is rejected", (text, message) => {
  const folder = mkdtempSync(join(tmpdir(), "acknowledged-"));
  try {
    const file = join(folder, "acknowledged-changes.yaml");
    expect(readAcknowledgements(file)).toEqual([]);
    writeFileSync(file, text);
    expect(() => readAcknowledgements(file)).toThrow(message);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
