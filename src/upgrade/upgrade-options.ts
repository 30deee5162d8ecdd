import type { TargetTier } from "../plan/plan-options.js";
import type { ServerlessBody } from "../plan/upgrade-plan.js";
import type { UpgradeRunPlan } from "./run-plan.js";
import type { UpgradeToken } from "./upgrade-token.js";

/**
 * How to follow an upgrade.
 *
 * @example
 * ```ts
 * const options: FollowOptions = { signal: AbortSignal.timeout(3_600_000), timeLimitMs: 1_800_000 };
 * ```
 */
export interface FollowOptions {
  /** Ends the run at once, without leaving a request or a timer. The upgrade itself continues in Atlas. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The longest wait, in milliseconds. It starts with the run, and again when the upgrade is sent. There is one last
   * status check right before it ends.
   *
   * @default 10_800_000 (3 hours)
   */
  readonly timeLimitMs?: number | undefined;
  /**
   * Called with the token before the upgrade is sent, and again after each change. The upgrade is not sent until the
   * returned promise resolves, and not at all if it rejects. Save the token, so that another process can resume the
   * upgrade if this one ends.
   */
  readonly onToken?: ((token: UpgradeToken) => unknown) | undefined;
  /**
   * The clock, in milliseconds since the epoch. For tests.
   *
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
  /**
   * Waits, and rejects when the signal is aborted. For tests.
   *
   * @default a timer
   */
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /**
   * Returns a number from 0 to 1, so that runs that start together don't poll together. For tests.
   *
   * @default Math.random
   */
  readonly random?: (() => number) | undefined;
}

/**
 * Options of {@link upgradeCluster}: which cluster to upgrade, and to what.
 *
 * @example
 * ```ts
 * const options: UpgradeClusterOptions = { groupId, name: "shop-dev", target: "FLEX" };
 * ```
 */
export interface UpgradeClusterOptions extends FollowOptions {
  /** The project's id, 24 lower-case hexadecimal digits. */
  readonly groupId: string;
  /** The cluster's name. */
  readonly name: string;
  /** The target tier. */
  readonly target: TargetTier;
  /**
   * A body for the serverless endpoint. Tags, termination protection and backup are taken from it instead of the
   * cluster; cloud and region always come from the cluster. If the cluster is already Flex, missing tags are added and
   * protection is switched on, but nothing is replaced.
   */
  readonly serverless?: ServerlessBody | undefined;
  /**
   * Called with the plan before anything is sent. If it returns `false`, nothing is sent, and the run ends with the
   * reason `declined`.
   */
  readonly confirm?: ((plan: UpgradeRunPlan) => boolean | Promise<boolean>) | undefined;
  /**
   * Consents without `confirm` to an upgrade to dedicated, which deletes the old cluster's backup snapshots for good.
   *
   * @default false
   */
  readonly acceptSnapshotDeletion?: boolean | undefined;
}
