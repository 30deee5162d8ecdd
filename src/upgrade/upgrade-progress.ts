import type { GetClusterData, GetFlexClusterData } from "../../generated/operations.js";
import type { FollowUp } from "../plan/upgrade-plan.js";
import type { UpgradeRunPlan } from "./run-plan.js";
import type { UpgradeToken } from "./upgrade-token.js";

/**
 * How far an upgrade has come:
 *
 * - `probing`: finding out what the cluster is;
 * - `planned`: the plan is made, nothing is sent;
 * - `waiting`: this run sends no upgrade, and none has been seen yet, or the cluster already has the target tier;
 * - `accepted`: the upgrade was sent, or found under way;
 * - `offline`: the cluster has no connection strings;
 * - `swapped`: it has its new id and tier, still without connection strings;
 * - `reachable`: it has connection strings again;
 * - `settled`: it is ready on the target tier.
 */
export type UpgradePhase =
  | "probing"
  | "planned"
  | "waiting"
  | "accepted"
  | "offline"
  | "swapped"
  | "reachable"
  | "settled";

/**
 * The progress of an upgrade.
 *
 * @example
 * ```ts
 * for await (const { phase, message } of run) console.error(phase, message);
 * ```
 */
export interface UpgradeProgress {
  readonly phase: UpgradePhase;
  /** The last state that Atlas returned, such as `UPDATING`. */
  readonly stateName?: string;
  /** The last tier that Atlas returned: `FLEX`, or a size such as `M0`. */
  readonly tier?: string;
  /** The time since the upgrade was sent, or since the run started if it sent nothing, in milliseconds. */
  readonly elapsedMs: number;
  /** The estimated remaining time, in milliseconds, by recorded upgrades; missing if none were recorded. */
  readonly estimateMs?: number;
  /** How many status requests were sent. */
  readonly polls: number;
  /** The time until the next status check, in milliseconds. */
  readonly nextPollMs?: number;
  /** What went wrong with the last status check, with sending the upgrade or in `onToken`; missing if nothing did. */
  readonly problem?: string;
  /** The progress in one sentence. */
  readonly message: string;
  /** The plan, once it is made. */
  readonly plan?: UpgradeRunPlan;
}

/**
 * The result of an upgrade.
 *
 * @example
 * ```ts
 * const { connectionStrings } = await run.result;
 * ```
 */
export interface UpgradeResult {
  /** `already-there`: the cluster already had the target tier, and no upgrade was sent. */
  readonly outcome: "upgraded" | "already-there";
  readonly cluster: GetClusterData | GetFlexClusterData;
  readonly connectionStrings: NonNullable<(GetClusterData | GetFlexClusterData)["connectionStrings"]>;
  /** The time since the upgrade was sent, or since the run started if it sent nothing, in milliseconds. */
  readonly elapsedMs: number;
  /** How many status requests were sent. */
  readonly polls: number;
  /** The call that set remaining settings after the upgrade, or on a cluster that was already there. */
  readonly applied?: FollowUp;
  /**
   * The requested properties that were not seen on the cluster, such as `tags`. `createDate` is listed if it does not
   * prove that this is the upgraded cluster, and not one that was created since.
   */
  readonly unverified?: readonly string[];
}

/**
 * A running upgrade. It is not a promise: `await run.result` waits for its end.
 *
 * @example
 * ```ts
 * const run = upgradeCluster(atlas, { groupId, name: "shop-dev", target: "FLEX" });
 * for await (const { message } of run) console.error(message);
 * const { connectionStrings } = await run.result;
 * ```
 */
export interface UpgradeRun extends AsyncIterable<UpgradeProgress> {
  /** Resolves when the cluster is ready. Rejects with an {@link AtlasUpgradeError}, and so does the iteration. */
  readonly result: Promise<UpgradeResult>;
  /** The current progress. */
  readonly state: UpgradeProgress;
  /** Returns what another process needs to resume the upgrade. It contains no secrets. */
  toJSON(): UpgradeToken;
}
