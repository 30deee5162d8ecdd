import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { bundle, diskFiles, type FileSource, openDescription } from "../../scripts/toolkit/description/index.js";
import { explainDrift, findDrift } from "../../scripts/toolkit/drift/index.js";
import { descriptionFile } from "../../scripts/toolkit/support/index.js";
import { deviations, lineOf, published, read, write } from "../support/published/drift.js";

describe("a change of our description is reported", () => {
  test.each<[name: string, file: string, from: string | RegExp, to: string, report: string]>([
    [
      "a header parameter",
      "paths/v2-clusters.yaml",
      /.*useEffectiveInstanceFields.*\n/,
      "",
      "paths/v2-clusters.yaml#/get parameter – header use-effective-instance-fields",
    ],
    [
      "a default",
      "components/schemas/FlexClusterSettings.yaml",
      /.*default: false\n/,
      "",
      "components/schemas/FlexClusterSettings.yaml#/properties/terminationProtectionEnabled default – false",
    ],
    [
      "a limit",
      "components/schemas/TenantClusterSettings.yaml",
      "maximum: 4096",
      "maximum: 4095",
      "components/schemas/TenantClusterSettings.yaml#/properties/diskSizeGB maximum 4095 4096",
    ],
    [
      "a property of a part",
      "components/schemas/Cluster.yaml",
      "      paused:",
      "      pause:",
      "components/schemas/Cluster.yaml#/allOf/1/properties/pause property pause –",
    ],
    [
      "a property that is not in requests",
      "components/schemas/TenantProviderSettings.yaml",
      /readOnly: true\n/,
      "writeOnly: true\n",
      "components/schemas/TenantProviderSettings.yaml#/properties/effectiveInstanceSizeName readOnly – true",
    ],
    [
      "the property that chooses an alternative",
      "components/schemas/TenantProviderSettings.yaml",
      /enum:\n +- TENANT/,
      "enum: [FREE]",
      "components/schemas/TenantProviderSettings.yaml#/properties/providerName enum FREE TENANT",
    ],
    [
      "the type of a schema that allows no published value",
      "components/schemas/ServerlessProviderSettings.yaml",
      /(effectiveInstanceSizeName:\n.*\n +type: )string/,
      "$1integer",
      "components/schemas/ServerlessProviderSettings.yaml#/properties/effectiveInstanceSizeName type integer ",
    ],
  ])("%s", (_name, name, from, to, report) => {
    const file = join(dirname(descriptionFile), name);
    const text = readFileSync(file, "utf8");
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    const files: FileSource = (path) => (path === file ? changed : diskFiles(path));
    const mine = bundle(openDescription(descriptionFile, { files }));
    const drift = findDrift(mine, [read(write("published.json", JSON.stringify(published)))]);
    const { unexplained, stale } = explainDrift(drift, deviations);
    expect(unexplained.map(lineOf)).toContain(report);
    // An entry with another value is stale.
    expect(stale).toHaveLength(report.includes("type integer") ? 1 : 0);
  });
});
