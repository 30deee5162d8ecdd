import { DEDICATED_SIZE, type DedicatedSize } from "../plan/plan-options.js";
import { contract } from "./contract.js";
import { closedSchema, parameterSchema, propertySchema } from "./set-up.js";
import { isWithin, settledAfterS, type Timeline, timelineSchema } from "./timeline.js";

/** A tier that an emulated cluster can have. */
export type EmulatedTier = "M0" | "FLEX" | DedicatedSize;

/** A state of a cluster in Atlas. */
export type EmulatedState = "IDLE" | "CREATING" | "UPDATING" | "DELETING" | "REPAIRING";

/**
 * An initial cluster of an emulator.
 *
 * @example
 * ```ts
 * const cluster: EmulatedCluster = { name: "shop-dev", tier: "M0", tags: [{ key: "team", value: "storefront" }] };
 * ```
 */
export interface EmulatedCluster {
  readonly name: string;
  readonly tier: EmulatedTier;
  /** @default "32b6e34b3d91647abb20e7b8" */
  readonly groupId?: string;
  /** `AWS`, `AZURE` or `GCP`. @default "AWS" */
  readonly cloud?: "AWS" | "AZURE" | "GCP";
  /** @default "US_EAST_1" */
  readonly region?: string;
  /** 24 lower-case hexadecimal digits. @default a generated id */
  readonly id?: string;
  /** ISO 8601. @default a year before the emulator was made */
  readonly createDate?: string;
  /** Its state while it is not being upgraded. @default "IDLE" */
  readonly stateName?: EmulatedState;
  /** @default none */
  readonly tags?: readonly Tag[];
  /** @default false */
  readonly terminationProtectionEnabled?: boolean;
  /**
   * The times of the events of its upgrades. Missing times are those of the emulator's `timeline`. @default the
   * emulator's
   */
  readonly timeline?: Partial<Timeline>;
}

/** A label of a cluster. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The allowed properties of a cluster. */
export const clusterSchema = closedSchema<EmulatedCluster>(
  {
    name: parameterSchema("clusterName"),
    tier: {
      type: "string",
      pattern: `^(?:M0|FLEX|${DEDICATED_SIZE})$`,
      errorMessage: "must be M0, FLEX, or a dedicated size: M10 or larger",
    },
    groupId: parameterSchema("groupId"),
    cloud: propertySchema("DedicatedProviderSettings", "providerName"),
    region: { type: "string", minLength: 1 },
    id: propertySchema("ServerlessInstanceDescription", "id"),
    createDate: propertySchema("ServerlessInstanceDescription", "createDate"),
    stateName: propertySchema("ServerlessInstanceDescription", "stateName"),
    tags: { type: "array", items: { ...contract.schemas.ResourceTag, additionalProperties: false } },
    terminationProtectionEnabled: { type: "boolean" },
    timeline: timelineSchema,
  },
  "name",
  "tier",
);

/** The body of an upgrade or update, after it was checked by its schema. */
export interface ClusterBody {
  readonly name?: string;
  readonly clusterType?: string;
  readonly providerSettings?: {
    readonly providerName: string;
    readonly instanceSizeName?: string;
    readonly backingProviderName?: string;
    readonly regionName?: string;
  };
  readonly replicationSpecs?: readonly {
    readonly zoneName?: string;
    readonly regionConfigs?: readonly RegionConfig[];
  }[];
  readonly backupEnabled?: boolean;
  readonly tags?: readonly Tag[];
  readonly terminationProtectionEnabled?: boolean;
}

interface RegionConfig {
  readonly providerName: string;
  readonly regionName?: string;
  readonly priority?: number;
  readonly electableSpecs?: { readonly instanceSize?: string; readonly nodeCount?: number };
}

/** The properties that change together in an upgrade. */
export interface Snapshot {
  readonly tier: EmulatedTier;
  readonly id: string;
  readonly createDate: string;
  readonly cloud: string;
  readonly region: string;
  readonly clusterType: string;
  readonly tags: readonly Tag[];
  readonly terminationProtectionEnabled: boolean;
  readonly backupEnabled: boolean;
  /** The shards and their regions, if a request has them. */
  readonly replicationSpecs?: ClusterBody["replicationSpecs"];
}

/** A cluster and its history. */
export interface ClusterRecord {
  readonly groupId: string;
  readonly name: string;
  readonly restingState: EmulatedState;
  readonly timeline: Timeline;
  snapshot: Snapshot;
  /** How many upgrades were accepted. */
  accepted: number;
  upgrade?: { readonly acceptedAt: number; readonly target: Snapshot };
}

/** The state of a cluster at one time. */
export interface ClusterMoment {
  readonly snapshot: Snapshot;
  readonly stateName: EmulatedState;
  readonly hasStrings: boolean;
  /** The tags as shown: for a while there are none. */
  readonly tags: readonly Tag[];
  readonly missing: boolean;
  readonly unavailable: boolean;
}

/** The state that a cluster shows at a time, in milliseconds since the epoch. */
export function momentOf(record: ClusterRecord, now: number): ClusterMoment {
  const { upgrade, snapshot: before, timeline, restingState } = record;
  const calm = { missing: false, unavailable: false };
  if (!upgrade) {
    return { ...calm, snapshot: before, stateName: restingState, hasStrings: true, tags: before.tags };
  }
  const seconds = (now - upgrade.acceptedAt) / 1000;
  const fates = {
    missing: isWithin(timeline.missing, seconds),
    unavailable: isWithin(timeline.unavailable, seconds),
  };
  if (isWithin(timeline.staleIdle, seconds)) {
    return { ...fates, snapshot: before, stateName: "IDLE", hasStrings: true, tags: before.tags };
  }
  const swapped = seconds >= timeline.swapS;
  const snapshot = swapped ? upgrade.target : before;
  const hasStrings = seconds < timeline.stringsGoneS || seconds >= timeline.stringsBackS;
  const tags = swapped && seconds < timeline.stringsBackS ? [] : snapshot.tags;
  return { ...fates, snapshot, stateName: stateDuring(timeline, seconds), hasStrings, tags };
}

function stateDuring({ deletingS = Number.POSITIVE_INFINITY, idleS, updatingAgain }: Timeline, seconds: number) {
  if (seconds >= deletingS) return "DELETING";
  return seconds >= idleS && !isWithin(updatingAgain, seconds) ? "IDLE" : "UPDATING";
}

/** When the last change happens, in milliseconds since the epoch; `undefined` for a cluster that was never upgraded. */
export function settledAt({ upgrade, timeline }: ClusterRecord): number | undefined {
  return upgrade && upgrade.acceptedAt + settledAfterS(timeline) * 1000;
}
