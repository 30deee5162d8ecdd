import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { bundle, openDescription, readBundle } from "../../scripts/toolkit/description/index.js";
import { readOperations } from "../../scripts/toolkit/generate/index.js";
import { findUnusedFiles } from "../../scripts/toolkit/lint/index.js";

// `npm run prove addition` shows that nothing fails if everything was done right.

const folder = mkdtempSync(join(tmpdir(), "atlas-adding-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a description with two operations, each in a file of its own, with changes, and returns its root document. */
function write(name: string, changes: Record<string, string> = {}): string {
  const operation = (id: string) => `get:\n  operationId: ${id}\n  responses:\n    "200":\n      description: Done\n`;
  const files = {
    "openapi.yaml":
      'openapi: 3.0.3\ninfo: { title: Boats, version: "1" }\npaths:\n  /boats:\n    $ref: paths/boats.yaml\n  /oars:\n    $ref: paths/oars.yaml\n',
    "paths/boats.yaml": operation("getBoats"),
    "paths/oars.yaml": operation("getOars"),
    ...changes,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), text);
  }
  return join(folder, name, "openapi.yaml");
}

function unusedFilesOf(root: string) {
  const description = openDescription(root);
  bundle(description);
  return findUnusedFiles(description);
}

test("a duplicate operationId is reported at its second position", () => {
  const root = write("twice", { "paths/oars.yaml": "get:\n  operationId: getBoats\n  responses: {}\n" });
  expect(() => readOperations(readBundle(root))).toThrow(
    `\n${join(dirname(root), "paths", "oars.yaml")}:2:3: GET /oars: its operationId getBoats is that of GET /boats`,
  );
});

test("lint reports a file that no reference leads to", () => {
  expect(unusedFilesOf(write("complete"))).toEqual([]);
  const unused = { "paths/sails.yaml": "get: {}\n", "components/schemas/Sail.yaml": "type: object\n" };
  expect(unusedFilesOf(write("forgotten", unused)).map(({ file, message }) => [file, message])).toEqual([
    [expect.stringMatching(/paths.sails\.yaml$/), expect.stringContaining("No reference leads to this file")],
    [expect.stringMatching(/Sail\.yaml$/), expect.stringContaining("neither openapi.yaml nor a file that it leads to")],
  ]);
});

test("a broken reference is reported at its position", () => {
  const oars = 'get:\n  responses:\n    "200":\n      $ref: ../components/responses/Oar.yaml\n';
  const root = write("broken", { "paths/oars.yaml": oars });
  const from = join(dirname(root), "paths", "oars.yaml");
  const to = join(dirname(root), "components", "responses", "Oar.yaml");
  expect(() => readBundle(root)).toThrow(`${from}:4:13: The file ${to} does not exist`);
});
