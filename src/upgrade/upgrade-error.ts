import { AtlasError } from "../errors.js";
import type { UpgradeProgress } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

/**
 * Why an upgrade, or the following of it, ended:
 *
 * - `declined`: `confirm` did not agree, and nothing was sent;
 * - `rejected`: Atlas rejected a request, or there is no way from what the cluster is;
 * - `failed`: the upgrade did not come to what it should, or could not be sent;
 * - `time-limit`: it is still under way, as far as can be seen;
 * - `not-found`: there is no such project or cluster;
 * - `unknown-outcome`: it is not known whether Atlas has accepted an upgrade, and none was seen;
 * - `aborted`: the signal ended the following.
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
 * An upgrade, or the following of it, ended without the cluster being what it was to become, or without what was due
 * afterwards. `cause` has the error of the request that ended it, if one did.
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
  /** What another process needs to go on. */
  readonly token: UpgradeToken;
  readonly lastState: UpgradeProgress;
  /** How often what was seen, such as `{ "200 UPDATING": 12, "404 CLUSTER_NOT_FOUND": 3 }`. */
  readonly histogram: Readonly<Record<string, number>>;
  /** How to go on, in code; missing where there is nothing to be done. */
  readonly hint?: string;

  constructor(reason: UpgradeFailure, message: string, init: UpgradeErrorInit) {
    const { token, lastState, histogram, hint, ...options } = init;
    super(message, options);
    this.reason = reason;
    this.token = token;
    this.lastState = lastState;
    this.histogram = histogram;
    if (hint !== undefined) this.hint = hint;
  }
}
