import { DEDICATED_SIZE } from "../plan/plan-options.js";
import { type Fault, findFaults } from "./check-value.js";
import type { JsonSchema } from "./contract.js";
import type { ClusterBody, EmulatedTier, Snapshot } from "./emulated-cluster.js";

/** The target of an upgrade. */
export type Target = Pick<Snapshot, "tier" | "cloud" | "region" | "clusterType" | "replicationSpecs">;

// Stricter than the description's schemas, which require only the name: these also require what an upgrade needs, and
// reject contradictions. Atlas's error messages for these were not recorded.
const size: JsonSchema = {
  pattern: `^(?:${DEDICATED_SIZE})$`,
  errorMessage: "must be a dedicated size, M10 or larger",
};
// All published regions match this pattern.
const region: JsonSchema = { pattern: "^[A-Z][A-Z0-9_]+$", errorMessage: "must be a region, such as US_EAST_1" };

const SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  Flex: { required: ["instanceSizeName", "backingProviderName", "regionName"], properties: { regionName: region } },
  Dedicated: {
    required: ["instanceSizeName", "regionName"],
    properties: {
      instanceSizeName: size,
      regionName: region,
      backingProviderName: {
        enum: [],
        errorMessage: "must be left out: providerName is the cloud of a dedicated cluster",
      },
    },
  },
};

const sharedUpgrade: JsonSchema = {
  required: ["providerSettings"],
  properties: {
    providerSettings: {
      oneOf: [{ $ref: "Flex" }, { $ref: "Dedicated" }],
      discriminator: {
        propertyName: "providerName",
        mapping: { FLEX: "Flex", AWS: "Dedicated", AZURE: "Dedicated", GCP: "Dedicated" },
      },
    },
  },
};

const flexUpgrade: JsonSchema = {
  required: ["replicationSpecs"],
  properties: {
    replicationSpecs: {
      minItems: 1,
      items: {
        required: ["regionConfigs"],
        properties: {
          regionConfigs: {
            minItems: 1,
            items: {
              required: ["regionName"],
              properties: {
                regionName: region,
                electableSpecs: {
                  required: ["instanceSize"],
                  properties: { instanceSize: size, nodeCount: { minimum: 0 } },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** Reads the target of a shared cluster's upgrade, or finds the fault. */
export function readSharedTarget(body: ClusterBody): Target | Fault {
  const [fault] = findFaults(body, sharedUpgrade, "request.body", SCHEMAS);
  if (fault) return fault;
  const { providerSettings: { providerName = "", instanceSizeName, backingProviderName, regionName = "" } = {} } = body;
  const { clusterType = "REPLICASET" } = body;
  const tier = instanceSizeName as EmulatedTier;
  if (tier !== "FLEX") return { tier, cloud: providerName, region: regionName, clusterType };
  if (clusterType === "REPLICASET") return { tier, cloud: backingProviderName ?? "", region: regionName, clusterType };
  const problem = `must be REPLICASET, as all Flex clusters are, not "${clusterType}"`;
  return { location: "request.body.clusterType", problem };
}

/** Reads the target of a Flex cluster's upgrade, or finds the fault. */
export function readFlexTarget(body: ClusterBody): Target | Fault {
  const [fault] = findFaults(body, flexUpgrade, "request.body", SCHEMAS);
  if (fault) return fault;
  const { clusterType = "REPLICASET", replicationSpecs = [] } = body;
  const regionConfigs = replicationSpecs.flatMap((spec) => spec.regionConfigs ?? []);
  const [primary] = regionConfigs
    .filter(({ electableSpecs }) => electableSpecs !== undefined && electableSpecs.nodeCount !== 0)
    .sort((one, two) => (two.priority ?? 0) - (one.priority ?? 0));
  if (!primary) {
    const location = "request.body.replicationSpecs.0.regionConfigs.0.electableSpecs";
    return { location, problem: "must have a node: without one in any region, the cluster has no primary" };
  }
  const { providerName: cloud, regionName = "", electableSpecs } = primary;
  const tier = electableSpecs?.instanceSize as EmulatedTier;
  return { tier, cloud, region: regionName, clusterType, replicationSpecs };
}
