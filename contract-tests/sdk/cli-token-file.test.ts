import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type CliOptions, cli, PROJECT, TAGS, TOKEN_FILE, temporaryFolder, typical } from "../support/cli.js";
import { emulate } from "../support/emulated.js";

describe("the token file of an upgrade", () => {
  const agreed = ["upgrade", "shop-dev", "--yes"];

  test("is written before the upgrade is sent, so that a killed process can be resumed", async () => {
    using atlas = typical();
    const folder = temporaryFolder();
    const kept: unknown[] = [];
    const { fetch } = atlas;
    const watched = Object.assign(Object.create(atlas) as typeof atlas, {
      fetch: (...[url, init]: Parameters<typeof fetch>) => {
        if (init?.method === "POST") kept.push(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8")));
        return fetch(url, init);
      },
    });
    await cli(watched, agreed, { folder });
    expect(kept).toEqual([expect.objectContaining({ sent: "unknown", target: "FLEX", groupId: PROJECT })]);
  });

  test("is elsewhere if the folder is not writable, and is printed if no folder is", async () => {
    const folder = join(temporaryFolder(), "a-file", "folder");
    writeFileSync(join(folder, ".."), "");
    const interrupted = async (temporary: string) => {
      using atlas = typical();
      const onWrite: CliOptions["onWrite"] = (text, send) => text.includes("  swapped  ") && send("SIGINT");
      return (await cli(atlas, agreed, { folder, temporary, onWrite })).stderr;
    };
    const elsewhere = temporaryFolder();
    const file = join(elsewhere, TOKEN_FILE);
    expect(await interrupted(elsewhere)).toContain(`watch --resume ${file}\n`);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ sent: "yes" });
    const stderr = await interrupted(folder);
    expect(stderr).toContain("watch --resume -\n");
    const [typed = ""] = /\{"version".*?\}(?= To watch)/.exec(stderr) ?? [];
    using atlas = emulate({ clusters: [{ name: "shop-dev", tier: "FLEX", tags: TAGS }] });
    expect((await cli(atlas, ["watch", "--resume", "-"], { typed })).code).toBe(0);
  });

  test("is kept if this program itself fails, such as when it can't write", async () => {
    using atlas = typical();
    const { code, stderr, folder } = await cli(atlas, agreed, {
      onWrite: (text) => {
        if (text.includes("  swapped  ")) throw new Error("it can't be written");
      },
    });
    expect(code).toBe(1);
    expect(stderr).toContain(`it can't be written\nThe state of the upgrade is saved in ${TOKEN_FILE}.`);
    expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toMatchObject({ sent: "yes" });
    const before = atlas.requests.length;
    await new Promise(setImmediate);
    expect(atlas.requests.length).toBe(before);
  });

  test.each(["before", "after"])(
    "says that it can't be resumed if its folder is missing %s the lookup",
    async (when) => {
      using atlas = typical();
      const folder = temporaryFolder();
      const leave = () => rmSync(folder, { recursive: true, force: true });
      if (when === "before") leave();
      const fetch: typeof atlas.fetch = (url, init) => {
        leave();
        return atlas.fetch(url, init);
      };
      const { code, stderr } = await cli({ ...atlas, fetch }, agreed, { folder });
      expect([code, atlas.accepted, stderr.match(/No token file can be written/g)?.length]).toEqual([0, 1, 1]);
    },
  );

  test("need not be removed for an upgrade to be done, and the command says so", async () => {
    using atlas = typical();
    const folder = temporaryFolder();
    const file = join(folder, TOKEN_FILE);
    const { code, stdout, stderr } = await cli(atlas, [...agreed, "--json"], {
      folder,
      onWrite: (text) => {
        if (!text.includes("  settled  ")) return;
        rmSync(file);
        mkdirSync(file);
      },
    });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: "upgraded" });
    expect(stderr.endsWith(`${TOKEN_FILE} could not be removed. Remove it: nothing is left to resume.\n`)).toBe(true);
  });

  const other = { version: 1, groupId: "1".repeat(24), name: "shop-dev", target: "FLEX", sent: "yes" };

  test.each([
    [
      other,
      `belongs to the upgrade of shop-dev in ${"1".repeat(24)} to FLEX, and is not overwritten. Finish that with "watch --resume`,
    ],
    [{ ...other, groupId: PROJECT, target: "M10" }, `of shop-dev in ${PROJECT} to M10, and is not overwritten`],
    [["notes"], `${TOKEN_FILE} is not a file that "upgrade" wrote, and is not overwritten (token.version must`],
    [
      { ...other, version: 2 },
      `${TOKEN_FILE} is not a file that "upgrade" wrote, and is not overwritten (token.version`,
    ],
    [{ ...other, sent: "perhaps" }, "(token.sent must be no, yes or unknown). Move it away"],
  ])("is not written over another file: %j", async (content, message) => {
    using atlas = typical();
    const folder = temporaryFolder();
    writeFileSync(join(folder, TOKEN_FILE), JSON.stringify(content));
    const server = ["--baseUrl", "https://atlas.example"];
    for (const args of [agreed, ["watch", "shop-dev", "--tier", "FLEX"]]) {
      const { code, stderr } = await cli(atlas, [...args, ...server], { folder });
      expect(code).toBe(2);
      expect(stderr).toContain(message);
      if (stderr.includes("--resume")) expect(stderr).toContain(`--resume ${TOKEN_FILE} ${server.join(" ")}"`);
      expect(JSON.parse(readFileSync(join(folder, TOKEN_FILE), "utf8"))).toEqual(content);
    }
    expect(atlas.requests).toEqual([]);
  });

  test("is never written through a symbolic link", async () => {
    using atlas = typical();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "victim"), "mine");
    symlinkSync("victim", join(folder, TOKEN_FILE));
    expect((await cli(atlas, agreed, { folder })).code).toBe(2);
    expect(readFileSync(join(folder, "victim"), "utf8")).toBe("mine");
    rmSync(join(folder, TOKEN_FILE));
    // A token that code has stored before anything was sent.
    writeFileSync(join(folder, TOKEN_FILE), JSON.stringify({ ...other, groupId: PROJECT, sent: "no" }));
    expect(await cli(atlas, agreed, { folder })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /already exists: another command may have just created it\. Run this again, or .*move/,
      ),
    });
    rmSync(join(folder, TOKEN_FILE));
    await cli(atlas, agreed, { folder, onWrite: (text, send) => text.includes("  swapped  ") && send("SIGINT") });
    const token = readFileSync(join(folder, TOKEN_FILE), "utf8");
    symlinkSync(TOKEN_FILE, join(folder, "link.json"));
    await cli(atlas, ["watch", "--resume", "link.json", "--watchTimeout", "5"], { folder });
    expect(readFileSync(join(folder, TOKEN_FILE), "utf8")).toBe(token);
  });
});
