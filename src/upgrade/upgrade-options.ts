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
  /** Ends the following at once, and not the upgrade, which goes on in Atlas. No request and no timer is left. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How long to wait at most, in milliseconds, from the beginning and anew from the sending. Right
   * before that there is one last status check.
   *
   * @default 10_800_000 (3 hours)
   */
  readonly timeLimitMs?: number | undefined;
  /**
   * Is handed the token before the upgrade is sent, and again at each change of it; the upgrade is not sent before what
   * it returns is settled. A token that is kept lets another process go on, whatever becomes of this one.
   */
  readonly onToken?: ((token: UpgradeToken) => unknown) | undefined;
  /**
   * The clock, in milliseconds since the epoch. For tests.
   *
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
  /**
   * Waits, and rejects once the signal is aborted. For tests.
   *
   * @default a timer
   */
  readonly sleep?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
  /**
   * A number from 0 up to 1, so that those who start together don't poll together. For tests.
   *
   * @default Math.random
   */
  readonly random?: (() => number) | undefined;
}

/**
 * Which cluster to upgrade, and to what.
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
  /** What it is to become. */
  readonly target: TargetTier;
  /**
   * The body for the serverless endpoint that the caller still has: tags, protection and backup are taken from it instead
   * of the cluster. Cloud and region are the cluster's own. On a cluster that is Flex already, missing tags are added, and
   * protection is switched on; nothing that it has is replaced.
   */
  readonly serverless?: ServerlessBody | undefined;
  /** Is asked before anything is sent; with `false` nothing is sent, and the run ends with the reason `declined`. */
  readonly confirm?: ((plan: UpgradeRunPlan) => boolean | Promise<boolean>) | undefined;
  /**
   * Consent without being asked, on the ways to dedicated: the old cluster's backup snapshots are deleted for good.
   *
   * @default false
   */
  readonly acceptSnapshotDeletion?: boolean | undefined;
}
