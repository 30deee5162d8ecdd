import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { compareWithFolder, writeFolder } from "./files.js";

test("a folder is compared with what it should be, and brought there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "atlas-files-"));
  try {
    for (const name of ["same", "stale", "surplus"]) writeFileSync(join(folder, name), "old");
    const files = new Map([
      ["same", "old"],
      ["stale", "new"],
      ["missing", "new"],
    ]);
    const differences = await compareWithFolder(files, folder);
    expect(differences).toEqual([
      { name: "missing", state: "missing" },
      { name: "stale", state: "stale" },
      { name: "surplus", state: "surplus" },
    ]);
    await writeFolder(files, differences, folder);
    expect(readdirSync(folder)).toEqual(["missing", "same", "stale"]);
    expect(readFileSync(join(folder, "stale"), "utf8")).toBe("new");
    expect(await compareWithFolder(files, folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a folder that is not there lacks everything", async () => {
  const files = new Map([["a", ""]]);
  expect(await compareWithFolder(files, join(tmpdir(), "atlas-no-such-folder"))).toEqual([
    { name: "a", state: "missing" },
  ]);
});
