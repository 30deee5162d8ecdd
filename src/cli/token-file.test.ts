import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { UpgradeToken } from "../index.js";
import { newTokenFile } from "./token-file.js";

const SERVER = "https://atlas.example";

const TOKEN: UpgradeToken = { version: 1, groupId: "a".repeat(24), name: "shop-dev", target: "FLEX", sent: "unknown" };

// A signal ends the run while its token is being saved.
test("what is still being saved is removed, and the last state that was saved counts", async () => {
  const folder = mkdtempSync(join(tmpdir(), "atlas-token-"));
  try {
    const file = newTokenFile("shop-dev", SERVER, { folder, temporary: folder });
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

// A process can be killed at any time; a reader sees what it would leave.
test("whoever reads the file while it is written sees nothing or a complete token", async () => {
  const folder = mkdtempSync(join(tmpdir(), "atlas-token-"));
  try {
    const file = newTokenFile("shop-dev", SERVER, { folder, temporary: folder });
    const location = join(folder, "atlas-upgrade-shop-dev.json");
    // So long that it takes several writes.
    const tags = Array.from({ length: 2_000 }, (_, index) => ({ key: `key-${index}`, value: "x".repeat(1_000) }));
    const afterwards = { operation: "updateFlexCluster", request: { name: "shop-dev", body: { tags } } } as const;
    for (const sent of ["unknown", "yes"] as const) {
      const seen = new Set<string>();
      let isSaved = false;
      const saved = file.save({ ...TOKEN, sent, afterwards }).then(() => {
        isSaved = true;
      });
      while (!isSaved) {
        await new Promise(setImmediate);
        if (existsSync(location)) seen.add(readFileSync(location, "utf8"));
      }
      await saved;
      for (const text of seen) expect(JSON.parse(text).afterwards.request.body.tags.length).toBe(tags.length);
    }
    expect(readdirSync(folder)).toEqual(["atlas-upgrade-shop-dev.json"]);
    expect(JSON.parse(readFileSync(location, "utf8"))).toMatchObject({ sent: "yes" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

// Containers number their processes from 1, so a killed process and the next one often have the same number.
test("what a killed process has left does not prevent a token from being saved", async () => {
  const folder = mkdtempSync(join(tmpdir(), "atlas-token-"));
  try {
    writeFileSync(join(folder, `.${process.pid}-atlas-upgrade-shop-dev.json`), "{");
    const file = newTokenFile("shop-dev", SERVER, { folder, temporary: folder });
    await file.save(TOKEN);
    await file.save({ ...TOKEN, sent: "yes" });
    const text = readFileSync(join(folder, "atlas-upgrade-shop-dev.json"), "utf8");
    expect(JSON.parse(text)).toMatchObject({ sent: "yes" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
