import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { createFile } from "./complete-file.js";

describe("on a file system without hard links", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "atlas-file-"));
    jest.spyOn(fs, "link").mockRejectedValue(Object.assign(new Error("no links"), { code: "EPERM" }));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  test("a file is created once, and only its owner can read it", async () => {
    const location = join(folder, "a.json");
    await createFile(location, "first");
    await expect(createFile(location, "second")).rejects.toMatchObject({ code: "EEXIST" });
    expect([readdirSync(folder), readFileSync(location, "utf8")]).toEqual([["a.json"], "first"]);
    if (process.platform !== "win32") expect(statSync(location).mode & 0o777).toBe(0o600);
  });

  test("a file that can't be completed is removed", async () => {
    jest.spyOn(fs, "rename").mockRejectedValue(Object.assign(new Error("in use"), { code: "EBUSY" }));
    await expect(createFile(join(folder, "a.json"), "first")).rejects.toMatchObject({ code: "EBUSY" });
    expect(readdirSync(folder)).toEqual([]);
  });
});
