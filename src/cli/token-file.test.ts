import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { UpgradeToken } from "../index.js";
import { newTokenFile } from "./token-file.js";

const TOKEN: UpgradeToken = { version: 1, groupId: "a".repeat(24), name: "shop-dev", target: "FLEX", sent: "unknown" };

// A signal ends the run while its token is being saved.
test("what is still being saved is removed, and the last state that was saved counts", async () => {
  const folder = mkdtempSync(join(tmpdir(), "atlas-token-"));
  try {
    const file = newTokenFile("shop-dev", "https://atlas.example", { folder, temporary: folder });
    const saving = file.save(TOKEN);
    await file.abandon();
    await saving;
    expect(readdirSync(folder)).toEqual([]);
    await Promise.all([
      file.save(TOKEN),
      file.save({ ...TOKEN, underWay: true }),
      file.save({ ...TOKEN, sent: "yes" }),
    ]);
    expect(readdirSync(folder)).toEqual(["atlas-upgrade-shop-dev.json"]);
    expect(JSON.parse(readFileSync(join(folder, "atlas-upgrade-shop-dev.json"), "utf8"))).toMatchObject({
      sent: "yes",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
