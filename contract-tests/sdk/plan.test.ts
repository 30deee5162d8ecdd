import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { validArbitrary } from "../../scripts/toolkit/cases/index.js";
import {
  AtlasInvalidRequestError,
  bearer,
  createAtlasClient,
  type DedicatedSize,
  type PlannedChange,
  planUpgrade,
  type UpgradeSharedClusterToServerlessBody,
} from "../../src/index.js";
import { contractJudge, judgedFetch } from "../support/judge.js";
import { operationOf } from "../support/operations.js";
import { mockUrl } from "../support/shared.js";

const groupId = "32b6e34b3d91647abb20e7b8";
const atlas = createAtlasClient({
  auth: bearer("contract-test"),
  baseUrl: mockUrl(),
  fetch: judgedFetch,
  onDeprecation: "silent",
});

// The faults of a body, by the description of its operation.
function bodyFaults(id: string, body: unknown) {
  const { schema = {} } = operationOf(id).body ?? {};
  return contractJudge.judgeSchema(schema, body, "request");
}

// Every body that the serverless operation accepts, with a region and a cluster name that later calls accept.
const serverlessBody = fc
  .tuple(
    validArbitrary(operationOf("upgradeSharedClusterToServerless").body?.schema ?? {}, {
      ...{ resolve: contractJudge.contract.resolve, judgeSchema: contractJudge.judgeSchema, seed: 20250205 },
      ...{ direction: "request", properties: "random", charset: "any" },
    }),
    fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,40}$/),
  )
  .map(([body, name]) => ({ ...(body as UpgradeSharedClusterToServerlessBody), name }))
  .filter(({ providerSettings }) => providerSettings.regionName !== "");
const size: fc.Arbitrary<DedicatedSize> = fc.constantFrom("M10", "M30", "M200", "R40", "M40_NVME");
const way = fc.oneof(
  fc.constant({ source: "M0", target: "FLEX" } as const),
  size.map((target) => ({ source: "M0", target }) as const),
  size.map((target) => ({ source: "FLEX", target }) as const),
);

function leaves(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null || path === "tags") return [path];
  return Object.entries(value).flatMap(([key, property]) => leaves(property, path ? `${path}.${key}` : key));
}

const UNKNOWN = "not a property that the serverless request can set";
// Has a default, so a plan lists it even if the body does not.
const DEFAULT = "serverlessBackupOptions.serverlessContinuousBackupEnabled";
const isCovered = (changes: readonly PlannedChange[], leaf: string) =>
  changes.some(({ from = "" }) => leaf === from || leaf.startsWith(`${from}.`) || leaf.startsWith(`${from}[`));

describe("every plan", () => {
  test("has a request that its operation accepts, and covers every property", () => {
    fc.assert(
      fc.property(serverlessBody, way, (body, options) => {
        const { operation, request, changes, ...rest } = planUpgrade(body, options);
        expect(bodyFaults(operation, request.body)).toEqual([]);
        if ("afterwards" in rest && rest.afterwards) {
          expect(bodyFaults(rest.afterwards.operation, rest.afterwards.request.body)).toEqual([]);
        }

        const lost = leaves(body).filter((leaf) => !isCovered(changes, leaf));
        expect(lost).toEqual([]);
        expect(changes.filter(({ reason }) => reason === UNKNOWN)).toEqual([]);
        const there = [...leaves(body), DEFAULT];
        expect(changes.filter(({ from }) => from !== undefined && !there.includes(from))).toEqual([]);
        const made = leaves(request.body).map((leaf) => leaf.replace(/\.(\d+)/g, "[$1]"));
        const reached = changes.filter(({ change }) => change !== "afterwards").flatMap(({ to }) => to ?? []);
        expect(reached.sort()).toEqual(made.sort());
      }),
      { seed: 20250205, numRuns: 1000 },
    );
  });

  test("drops every unknown property, at every location, and lists it", () => {
    const name = fc.stringMatching(/^x[a-zA-Z0-9]{1,5}$/);
    const location = fc.constantFrom("", "providerSettings", "serverlessBackupOptions", "tags[0]");
    const put = fc.constantFrom<(target: object, name: string, value: unknown) => void>(
      (target, name, value) => Object.assign(target, { [name]: value }),
      (target, name, value) => Object.defineProperty(target, name, { value }),
      (target, name, value) => Object.defineProperty(target, name, { get: () => value }),
      (target, name, value) => Object.setPrototypeOf(target, { [name]: value }),
      (target, name, value) => Object.setPrototypeOf(target, Object.create({}, { [name]: { get: () => value } })),
    );
    const value = fc.anything({ withMap: true, withSet: true, withBigInt: true, withNullPrototype: true });
    fc.assert(
      fc.property(serverlessBody, way, location, name, put, value, (given, options, location, name, put, value) => {
        fc.pre(value !== undefined);
        const body = structuredClone({ serverlessBackupOptions: {}, ...given, tags: [{ key: "a", value: "b" }] });
        const target = { "": body, "tags[0]": body.tags[0], ...body }[location];
        put(Object(target), name, value);
        const { changes, request, operation } = planUpgrade(body, options);
        expect(changes).toContainEqual({
          change: "dropped",
          from: location ? `${location}.${name}` : name,
          reason: UNKNOWN,
        });
        expect(JSON.stringify(request)).not.toContain(`"${name}"`);
        expect(bodyFaults(operation, request.body)).toEqual([]);
      }),
      { seed: 20250205, numRuns: 1000 },
    );
  });

  test("requires a body that the serverless operation accepts; another is rejected with the location of the fault", () => {
    const locations = fc.constantFrom(
      ["name"],
      ["providerSettings"],
      ["providerSettings", "backingProviderName"],
      ["providerSettings", "regionName"],
      ["providerSettings", "providerName"],
      ["serverlessBackupOptions"],
      ["serverlessBackupOptions", "serverlessContinuousBackupEnabled"],
      ["tags"],
      ["tags", 0],
      ["tags", 0, "key"],
      ["tags", 0, "value"],
      ["terminationProtectionEnabled"],
    );
    const value = fc.oneof(fc.anything({ withMap: true, withSet: true, withNullPrototype: true }), fc.boolean());
    const outcomes = { planned: 0, rejected: 0 };
    fc.assert(
      fc.property(serverlessBody, way, locations, value, (given, options, path, value) => {
        const body = structuredClone({ serverlessBackupOptions: {}, ...given, tags: [{ key: "a", value: "b" }] });
        const target = path.slice(0, -1).reduce((inner, key) => Reflect.get(inner, key), body as object);
        Reflect.set(target, path.at(-1) ?? "", value);
        try {
          const { operation, request } = planUpgrade(body, options);
          expect(bodyFaults(operation, request.body)).toEqual([]);
          outcomes.planned += 1;
        } catch (error) {
          if (!(error instanceof AtlasInvalidRequestError)) throw error;
          expect(error.property).toMatch(new RegExp(`^${path[0]}\\b`));
          outcomes.rejected += 1;
          return;
        }
        expect(bodyFaults("upgradeSharedClusterToServerless", JSON.parse(JSON.stringify(body)))).toEqual([]);
      }),
      { seed: 20250205, numRuns: 1500 },
    );
    for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(100);
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
