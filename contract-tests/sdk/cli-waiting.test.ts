import { describe, expect, test } from "@jest/globals";
import { type CliOptions, cli, typical } from "../support/cli.js";
import type { Emulated } from "../support/emulated.js";
import { stopClock } from "../support/stop-clock.js";
import { posts } from "../support/upgrades.js";

/** A gateway that asks for patience until a time, in seconds from now. */
function busy(atlas: Emulated, retryAfterS: number, untilS: number): Emulated["fetch"] {
  const until = atlas.now() + untilS * 1000;
  return (url, init) =>
    atlas.now() < until
      ? Promise.resolve(new Response("", { status: 503, headers: { "Retry-After": String(retryAfterS) } }))
      : atlas.fetch(url, init);
}

const untilAccepted: CliOptions["onWrite"] = (text, send) => text.includes("  accepted  ") && send("SIGINT");

function once() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe("before anything is sent", () => {
  test.each(["status", "plan"])("%s ends within half a minute if a server never responds", async (command) => {
    using atlas = typical();
    using clock = stopClock();
    const startedAt = atlas.now();
    const asked = once();
    const fetch: Emulated["fetch"] = (_, init) =>
      new Promise((_, reject) => {
        const giveUp = () => {
          atlas.pass(15);
          reject(init?.signal?.reason);
        };
        init?.signal?.addEventListener("abort", giveUp, { once: true });
        asked.resolve();
      });
    const running = cli({ ...atlas, fetch }, [command, "shop-dev"]);
    await asked.promise;
    for (let passedS = 0; passedS < 32; passedS += 16) await clock.pass(16_000);
    const ended = await running;
    expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("took longer than") });
    expect(ended.stderr).not.toContain("asks to wait");
    expect(atlas.now() - startedAt).toBeLessThan(35_000);
  });

  test.each(["status", "plan"])("%s ends at once if a server asks for a longer wait", async (command) => {
    using atlas = typical();
    const startedAt = atlas.now();
    const { code, stderr } = await cli({ ...atlas, fetch: busy(atlas, 1800, 3600) }, [command, "shop-dev"]);
    expect(code).toBe(1);
    expect(stderr).toContain("503");
    expect(atlas.now() - startedAt).toBeLessThan(5_000);
  });

  test("an upgrade gives up if a server asks for a wait of many minutes, and says until when", async () => {
    using atlas = typical();
    const startedAt = atlas.now();
    const { code, stderr } = await cli({ ...atlas, fetch: busy(atlas, 1800, 3600) }, ["upgrade", "shop-dev", "-y"]);
    expect(code).toBe(1);
    expect(stderr).toContain("503");
    expect(stderr).toContain("the server asks to wait until 09:30:00 UTC; nothing was sent");
    expect(atlas.now() - startedAt).toBeLessThan(5_000);
  });

  test.each([86_400, 999_999_999_999_999])(
    "an upgrade names no time of day if it is asked to wait for %d s",
    async (waitS) => {
      using atlas = typical();
      const { code, stderr } = await cli({ ...atlas, fetch: busy(atlas, waitS, 3600) }, ["upgrade", "shop-dev", "-y"]);
      expect(code).toBe(1);
      expect(stderr).toContain("the server asks to wait for a day or longer; nothing was sent");
    },
  );

  test("an upgrade says what it waits for and until when, if a server asks for a short wait", async () => {
    using atlas = typical();
    const { code, stderr } = await cli({ ...atlas, fetch: busy(atlas, 90, 80) }, ["upgrade", "shop-dev", "-y"], {
      onWrite: untilAccepted,
    });
    expect([code, atlas.accepted]).toEqual([130, 1]);
    expect(stderr).toContain(
      "0:00  shop-dev  probing  waiting for Atlas; the last status check failed with 503, and the next one is at 09:01:30 UTC\n",
    );
  });

  test("an upgrade that Atlas can't accept yet says when it is sent again", async () => {
    using atlas = typical();
    atlas.respond("upgradeSharedCluster", { status: 429, times: 1, headers: { "Retry-After": "300" } });
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev", "-y"], { onWrite: untilAccepted });
    expect([code, posts(atlas), atlas.accepted]).toEqual([130, 2, 1]);
    expect(stderr).toMatch(
      / {2}planned {2}.*nothing has been sent; .*429.*, and the next attempt is at 09:0\d:\d\d UTC\.\n/,
    );
  });

  test("an upgrade is not sent again after its time limit", async () => {
    using atlas = typical();
    const startedAt = atlas.now();
    atlas.respond("upgradeSharedCluster", { status: 429, headers: { "Retry-After": "300" } });
    const { code, stderr } = await cli(atlas, ["upgrade", "shop-dev", "-y", "--watchTimeout", "5m"]);
    expect([code, posts(atlas)]).toEqual([1, 1]);
    expect(stderr).toContain("the upgrade could not be sent, and was not: ");
    expect(atlas.now() - startedAt).toBeLessThan(5_000);
  });
});
