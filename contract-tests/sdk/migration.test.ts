import { describe, expect, test } from "@jest/globals";
import { type PlannedChange, planUpgrade, type UpgradeSharedClusterToServerlessBody } from "../../src/index.js";
import { codeBlocks, readDocument } from "../support/documents.js";
import { readCurl } from "../support/fixtures.js";
import { judgedFetch } from "../support/judge.js";
import { mockUrl } from "../support/shared.js";

const [, section = ""] = readDocument("docs/migration.md").split("\n## Use your old request body\n");

describe("the migration from tenantUpgradeToServerless in docs/migration.md", () => {
  test("its curl commands are equivalent calls, before and after, and the mock accepts both", async () => {
    const [before, after] = codeBlocks(section, "sh").map((command) => readCurl(command, "token"));
    if (!before || !after) throw new Error("two curl lines expected");
    const body = JSON.parse(before.data) as UpgradeSharedClusterToServerlessBody;
    expect(JSON.parse(after.data)).toEqual(planUpgrade(body, { source: "M0", target: "FLEX" }).request.body);
    for (const { method, url, headers, data } of [before, after]) {
      const response = await judgedFetch(mockUrl() + url.pathname, { method, headers, body: data });
      expect([response.status, response.headers.get("sl-violations")]).toEqual([200, null]);
    }
  });

  test("its table has the plan's treatment of each property", () => {
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
    for (const [, properties = "", ...cells] of rows) {
      for (const [, property = ""] of properties.matchAll(/`([^`]+)`/g)) {
        plans.forEach(({ changes }, index) => {
          const changed = changes.filter(({ from }) => from === property || from?.startsWith(`${property}.`));
          expect(changed.length).toBeGreaterThan(0);
          for (const change of changed) expect(cells[index]).toContain(inWords(change));
        });
      }
    }
  });
});

function inWords({ change, to, value }: PlannedChange): string {
  if (change === "replaced") return `\`${value}\``;
  // The region's settings are nested; the table names only the property.
  return change === "renamed" ? `${to?.replace(/^.*\]\./, "")}\`` : change;
}
