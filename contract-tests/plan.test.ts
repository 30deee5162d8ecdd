import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  bearer,
  createAtlasClient,
  type DedicatedSize,
  planUpgrade,
  type UpgradeSharedClusterToServerlessBody,
} from "../src/index.js";
import { contractJudge, judgedFetch } from "./support/judge.js";
import { operationOf } from "./support/operations.js";
import { mockUrl } from "./support/shared.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const atlas = createAtlasClient({
  auth: bearer("contract-test"),
  baseUrl: mockUrl(),
  fetch: judgedFetch,
  onDeprecation: "silent",
});

// What is wrong with a body, by the description of the operation that it is for.
function bodyFaults(id: string, body: unknown) {
  const { schema = {} } = operationOf(id).body ?? {};
  return contractJudge.judgeSchema(schema, body, "request");
}

const clouds = ["AWS", "AZURE", "GCP"] as const;
const label = fc.string({ minLength: 1, maxLength: 255 });
const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,40}$/);
// Every body that the serverless operation accepts and that names a cluster; the schema leaves the name optional.
const serverlessBody: fc.Arbitrary<UpgradeSharedClusterToServerlessBody> = fc.record(
  {
    name,
    providerSettings: fc.record(
      {
        backingProviderName: fc.constantFrom(...clouds),
        regionName: fc.string({ minLength: 1 }),
        providerName: fc.constant("SERVERLESS" as const),
      },
      { requiredKeys: ["backingProviderName", "regionName"] },
    ),
    serverlessBackupOptions: fc.record({ serverlessContinuousBackupEnabled: fc.boolean() }, { requiredKeys: [] }),
    tags: fc.array(fc.record({ key: label, value: label }), { maxLength: 4 }),
    terminationProtectionEnabled: fc.boolean(),
  },
  { requiredKeys: ["name", "providerSettings"] },
);
const size: fc.Arbitrary<DedicatedSize> = fc.constantFrom("M10", "M30", "M200", "R40", "M40_NVME");
const way = fc.oneof(
  fc.constant({ source: "M0", target: "FLEX" } as const),
  size.map((target) => ({ source: "M0", target }) as const),
  size.map((target) => ({ source: "FLEX", target }) as const),
);

function leaves(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || path === "tags") return [path];
  return Object.entries(value).flatMap(([key, member]) => leaves(member, path ? `${path}.${key}` : key));
}

describe("every plan", () => {
  test("comes from a body that the serverless operation accepts", () => {
    fc.assert(
      fc.property(serverlessBody, (body) => expect(bodyFaults("upgradeSharedClusterToServerless", body)).toEqual([])),
      { seed: 20250205, numRuns: 1000 },
    );
  });

  test("has a request that its operation accepts, and says what becomes of every member", () => {
    fc.assert(
      fc.property(serverlessBody, way, (body, options) => {
        const { operation, request, changes, ...rest } = planUpgrade(body, options);
        expect(bodyFaults(operation, request.body)).toEqual([]);
        if ("afterwards" in rest && rest.afterwards) {
          expect(bodyFaults(rest.afterwards.operation, rest.afterwards.request.body)).toEqual([]);
        }

        const told = changes.flatMap(({ from }) => from ?? []);
        const said = new Set(leaves(body).flatMap((leaf) => [leaf, leaf.split(".", 1)[0]]));
        expect(told.filter((member) => !said.has(member) && !(member in body))).toEqual([]);
        for (const leaf of leaves(body)) {
          if (!told.some((member) => leaf === member || leaf.startsWith(`${member}.`)))
            throw new Error(`${leaf} got lost`);
        }
        const made = leaves(request.body).map((leaf) => leaf.replace(/\.(\d+)/g, "[$1]"));
        const reached = changes.filter(({ change }) => change !== "afterwards").flatMap(({ to }) => to ?? []);
        expect(reached.sort()).toEqual(made.sort());
      }),
      { seed: 20250205, numRuns: 2000 },
    );
  });

  test("is accepted by the mock, through the client", async () => {
    await fc.assert(
      fc.asyncProperty(serverlessBody, way, async (body, options) => {
        const plan = planUpgrade(body, options);
        const { response } =
          plan.operation === "upgradeSharedCluster"
            ? await atlas.upgradeSharedCluster({ groupId, ...plan.request })
            : await atlas.upgradeFlexCluster({ groupId, ...plan.request });
        expect([response.status, response.headers.get("sl-violations")]).toEqual([200, null]);
        if (plan.operation === "upgradeSharedCluster" && plan.afterwards) {
          const followUp = await atlas.updateFlexCluster({ groupId, ...plan.afterwards.request });
          expect(followUp.response.headers.get("sl-violations")).toBeNull();
        }
      }),
      { seed: 20250205, numRuns: 30 },
    );
  });
});
