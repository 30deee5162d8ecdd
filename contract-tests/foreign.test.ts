import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { projectRoot } from "../scripts/paths.js";
import { runNode } from "./support/run-node.js";

const library = join(projectRoot, "contract-tests", "fixtures", "foreign.yaml");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "atlas-contract-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function contract(...args: string[]) {
  return runNode(["--import", "tsx", join(projectRoot, "scripts", "contract.ts"), ...args]);
}

function changed(from: string, to: string): string {
  const text = readFileSync(library, "utf8");
  expect(text).toContain(from);
  const file = join(folder, "changed.yaml");
  writeFileSync(file, text.replace(from, to));
  return file;
}

test("a description of somebody else's is run, with a table, and with reasons for what is skipped", async () => {
  const { code, stdout, stderr } = await contract("--spec", library, "--runs", "8");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("3 operations");
  for (const row of [/^media types +5 +5 /m, /^constraints kept +75 +75 /m, /^constraints broken +76 +76 /m]) {
    expect(stdout).toMatch(row);
  }
  expect(stdout).toContain("GET /cover, the operation: cookie parameter session is not supported");
  expect(stdout).toContain("POST /scans, the operation: the request body has no JSON form");
  expect(stdout).toContain("GET /motto, the named operation: it succeeds with something else than JSON");
  expect(stdout).toContain("statuses: GET /motto 200");
});

test("a description that disagrees with itself exits with 1, and says where", async () => {
  const answer = 'schema: { $ref: "#/components/schemas/Problem" }\n    delete:';
  const broken = changed(answer, answer.replace("\n", "\n              example: { detail: 7 }\n"));
  const { code, stdout } = await contract("--spec", broken, "--runs", "4");
  expect(code).toBe(1);
  expect(stdout).toContain("response.body.detail: must be string");
  expect(stdout).toContain("response.body: must have required property 'title'");
});

test.each([
  [["--spec", library, "--runs", "many"], "--runs must be a whole number"],
  [["--spec", "nowhere.json"], "nowhere.json can't be read"],
])("%j can't run, and exits with 2", async (args, words) => {
  const { code, stderr } = await contract(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
