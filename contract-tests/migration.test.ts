import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { projectRoot } from "../scripts/paths.js";
import { type PlannedChange, planUpgrade, type UpgradeSharedClusterToServerlessBody } from "../src/index.js";
import { readCurl } from "./support/fixtures.js";
import { judgedFetch } from "./support/judge.js";
import { mockUrl } from "./support/mock-url.js";
import { runNode } from "./support/run-node.js";

const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
const [, section = ""] = /## Coming from `tenantUpgradeToServerless`\n(.*?)\n## /s.exec(readme) ?? [];
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "gs"))].map(([, source = ""]) => source);

// Sends what is meant for Atlas to the mock, and fails on an answer that the description does not allow.
const REDIRECT = `data:text/javascript,${encodeURIComponent(`
  const { fetch } = globalThis;
  globalThis.fetch = async (url, init) => {
    const response = await fetch(url.replace("https://cloud.mongodb.com", ${JSON.stringify(mockUrl())}), init);
    if (response.headers.has("sl-violations")) throw new Error(response.headers.get("sl-violations"));
    return response;
  };
`)}`;

describe("the README's way out of tenantUpgradeToServerless", () => {
  test.each(blocks("ts").map((source, index) => ({ source, title: `block ${index + 1} runs against the mock` })))(
    "$title",
    async ({ source }) => {
      const folder = mkdtempSync(join(tmpdir(), "atlas-readme-"));
      const file = join(folder, "block.mts");
      const entry = pathToFileURL(join(projectRoot, "src", "index.ts")).href;
      writeFileSync(
        file,
        source.replace('"atlas-tenant-upgrade"', `"${entry}"`).replace('process.env.ACCESS_TOKEN ?? ""', '"token"'),
      );
      const { code, stderr, stdout } = await runNode(["--import", "tsx", "--import", REDIRECT, file]);
      rmSync(folder, { recursive: true });
      expect({ code, stderr: stderr.replace(/^\(node.*DeprecationWarning.*$/ms, "") }).toEqual({ code: 0, stderr: "" });
      if (source.includes("upgradeSharedCluster(")) expect(stdout).toContain("shop-dev UPDATING");
      if (source.includes("updateFlexCluster(")) expect(stdout).toContain("mongodb+srv://shop-dev");
    },
  );

  test("its curl lines are the same call, before and after, and the mock accepts both", async () => {
    const [before, after] = blocks("sh").map((command) => readCurl(command, "token"));
    if (!before || !after) throw new Error("two curl lines expected");
    const body = JSON.parse(before.data) as UpgradeSharedClusterToServerlessBody;
    expect(JSON.parse(after.data)).toEqual(planUpgrade(body, { source: "M0", target: "FLEX" }).request.body);
    for (const { method, url, headers, data } of [before, after]) {
      const response = await judgedFetch(mockUrl() + url.pathname, { method, headers, body: data });
      expect([response.status, response.headers.get("sl-violations")]).toEqual([200, null]);
    }
  });

  test("its table says of each member what the plan does", () => {
    const full: UpgradeSharedClusterToServerlessBody = {
      name: "shop-dev",
      providerSettings: { providerName: "SERVERLESS", backingProviderName: "AWS", regionName: "US_EAST_1" },
      serverlessBackupOptions: { serverlessContinuousBackupEnabled: true },
      tags: [],
      terminationProtectionEnabled: false,
    };
    const plans = [
      planUpgrade(full, { source: "M0", target: "FLEX" }),
      planUpgrade(full, { source: "M0", target: "M10" }),
      planUpgrade(full, { source: "FLEX", target: "M10" }),
    ];
    const rows = section
      .split("\n")
      .filter((line) => line.startsWith("| `"))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    expect(rows).toHaveLength(6);
    for (const [, members = "", ...cells] of rows) {
      for (const [, member = ""] of members.matchAll(/`([^`]+)`/g)) {
        plans.forEach(({ changes }, index) => {
          const changed = changes.filter(({ from }) => from === member || from?.startsWith(`${member}.`));
          expect(changed.length).toBeGreaterThan(0);
          for (const change of changed) expect(cells[index]).toContain(inWords(change));
        });
      }
    }
  });
});

function inWords({ change, to, value }: PlannedChange): string {
  if (change === "replaced") return `\`${value}\``;
  // The region's settings are deep; the table names the member alone.
  return change === "renamed" ? `${to?.replace(/^.*\]\./, "")}\`` : change;
}
