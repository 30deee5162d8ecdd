import { AtlasError } from "../errors.js";
import type { UpgradeProgress } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

/**
 * Why a run ended without success:
 *
 * - `declined`: `confirm` did not return `true`, and nothing was sent;
 * - `rejected`: Atlas rejected a request, or there is no upgrade from the cluster's tier to the target;
 * - `failed`: the upgrade did not lead to the target, or could not be sent;
 * - `time-limit`: the time limit was reached, and the upgrade seems to be still under way;
 * - `not-found`: there is no such project or cluster;
 * - `unknown-outcome`: it is unknown whether Atlas has accepted an upgrade, and none was seen;
 * - `aborted`: the run's signal was aborted.
 */
export type UpgradeFailure =
  | "declined"
  | "rejected"
  | "failed"
  | "time-limit"
  | "not-found"
  | "unknown-outcome"
  | "aborted";

/** The options of an {@link AtlasUpgradeError}. */
export interface UpgradeErrorInit extends ErrorOptions {
  readonly token: UpgradeToken;
  readonly lastState: UpgradeProgress;
  readonly histogram: Readonly<Record<string, number>>;
  readonly hint?: string | undefined;
}

/**
 * A run ended before the cluster had reached its target and all settings were applied. `cause` is the error of the
 * request that ended it, if there was one. `maybeSent` says whether Atlas may have accepted an upgrade of the cluster,
 * from this run or from elsewhere.
 *
 * @example
 * ```ts
 * if (error instanceof AtlasUpgradeError && error.reason === "time-limit") await resumeUpgrade(atlas, error.token).result;
 * ```
 */
export class AtlasUpgradeError extends AtlasError {
  override get name() {
    return "AtlasUpgradeError";
  }

  readonly reason: UpgradeFailure;
  /** What another process needs to resume the upgrade. */
  readonly token: UpgradeToken;
  readonly lastState: UpgradeProgress;
  /** How often each response was seen, such as `{ "200 UPDATING": 12, "404 CLUSTER_NOT_FOUND": 3 }`. */
  readonly histogram: Readonly<Record<string, number>>;
  /** How to continue, in code; missing if there is nothing to do. */
  readonly hint?: string;

  constructor(reason: UpgradeFailure, message: string, init: UpgradeErrorInit) {
    const { token, lastState, histogram, hint, cause } = init;
    super(message, { cause, maybeSent: token.sent !== "no" || token.underWay === true });
    this.reason = reason;
    this.token = token;
    this.lastState = lastState;
    this.histogram = histogram;
    if (hint !== undefined) this.hint = hint;
  }
}
