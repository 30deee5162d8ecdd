import type { GetClusterData, GetFlexClusterData } from "../../generated/operations.js";
import type { FollowUp } from "../plan/upgrade-plan.js";
import type { UpgradeRunPlan } from "./run-plan.js";
import type { UpgradeToken } from "./upgrade-token.js";

/**
 * How far an upgrade has come:
 *
 * - `probing`: looking what the cluster is;
 * - `planned`: the plan is made, nothing is sent;
 * - `waiting`: no upgrade has been seen yet, or the cluster is what it was to become already, and this run sends none;
 * - `accepted`: sent, or found under way;
 * - `offline`: the cluster has no connection strings;
 * - `swapped`: it has its new id and tier, still without connection strings;
 * - `reachable`: it has connection strings again;
 * - `settled`: it is what it was to become.
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
 * Where an upgrade is.
 *
 * @example
 * ```ts
 * for await (const { phase, message } of run) console.error(phase, message);
 * ```
 */
export interface UpgradeProgress {
  readonly phase: UpgradePhase;
  /** The state that Atlas showed last, such as `UPDATING`. */
  readonly stateName?: string;
  /** The tier that Atlas showed last: FLEX, or a size such as `M0`. */
  readonly tier?: string;
  /** Since the sending, in milliseconds; since the run began, where it sent nothing. */
  readonly elapsedMs: number;
  /** How long it is likely to take still, in milliseconds, by upgrades that were recorded; missing where none were. */
  readonly estimateMs?: number;
  /** How many requests have looked at the cluster. */
  readonly polls: number;
  /** How long it is to the next status check, in milliseconds. */
  readonly nextPollMs?: number;
  /** What went wrong with the last status check, or with keeping the token; missing where nothing did. */
  readonly problem?: string;
  /** All that in one sentence. */
  readonly message: string;
  /** The plan, once it is made. */
  readonly plan?: UpgradeRunPlan;
}

/**
 * What came of an upgrade.
 *
 * @example
 * ```ts
 * const { connectionStrings } = await run.result;
 * ```
 */
export interface UpgradeResult {
  /** `already-there`: the cluster was what it was to become, and no upgrade was sent. */
  readonly outcome: "upgraded" | "already-there";
  readonly cluster: GetClusterData | GetFlexClusterData;
  readonly connectionStrings: NonNullable<(GetClusterData | GetFlexClusterData)["connectionStrings"]>;
  /** Since the sending, in milliseconds; since the run began, where it sent nothing. */
  readonly elapsedMs: number;
  /** How many requests have looked at the cluster. */
  readonly polls: number;
  /** What was set after the upgrade, or on a cluster that was there already. */
  readonly applied?: FollowUp;
  /**
   * What was asked for and is not seen on the cluster, by property, such as `tags`; `createDate`, if it does not show that
   * this is the cluster that was upgraded, and not one that was created since.
   */
  readonly unverified?: readonly string[];
}

/**
 * An upgrade on its way. It is not a promise: `await run.result` waits for its end.
 *
 * @example
 * ```ts
 * const run = upgradeCluster(atlas, { groupId, name: "shop-dev", target: "FLEX" });
 * for await (const { message } of run) console.error(message);
 * const { connectionStrings } = await run.result;
 * ```
 */
export interface UpgradeRun extends AsyncIterable<UpgradeProgress> {
  /** Rejects with an {@link AtlasUpgradeError}; so does the iteration. */
  readonly result: Promise<UpgradeResult>;
  /** Where it is now. */
  readonly state: UpgradeProgress;
  /** What another process needs to go on; nothing in it is secret. */
  toJSON(): UpgradeToken;
}
