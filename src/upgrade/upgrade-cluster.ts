import type { AtlasClient } from "../client.js";
import { AtlasConfigurationError, AtlasInvalidRequestError } from "../errors.js";
import { readOptions } from "../options/option-checks.js";
import { readServerlessBody } from "../plan/plan-body.js";
import { isTargetTier, TARGET_TIERS } from "../plan/plan-options.js";
import { isObject } from "../support/properties.js";
import { carryOut } from "./carry-out.js";
import { checkClient, checkFollow, FOLLOW_OPTIONS } from "./follow-settings.js";
import { startRun } from "./start-run.js";
import type { UpgradeClusterOptions } from "./upgrade-options.js";
import type { UpgradeRun } from "./upgrade-progress.js";
import { checkCluster } from "./upgrade-token.js";

const OPTIONS = [
  ...FOLLOW_OPTIONS,
  "groupId",
  "name",
  "target",
  "serverless",
  "confirm",
  "acceptSnapshotDeletion",
] as const;

/**
 * Upgrades a cluster: finds out its tier, makes a plan, calls `confirm` if given, sends the upgrade once, waits until
 * the cluster is ready, applies the remaining settings, and returns the cluster with its new connection strings. If an
 * upgrade is already under way, it waits for that one and sends none. If the cluster already has the target tier, it
 * sends none either.
 *
 * @throws {@link AtlasConfigurationError} or {@link AtlasInvalidRequestError}, at once, if an argument is not allowed,
 * or if the target is dedicated and neither `confirm` nor `acceptSnapshotDeletion` is given. Any other failure rejects
 * `run.result` with an {@link AtlasUpgradeError}.
 * @example
 * ```ts
 * const run = upgradeCluster(atlas, { groupId, name: "shop-dev", target: "FLEX", serverless: body });
 * for await (const { message } of run) console.error(message);
 * const { connectionStrings } = await run.result;
 * ```
 * @see https://www.mongodb.com/docs/atlas/flex-migration/
 */
export function upgradeCluster(atlas: AtlasClient, options: UpgradeClusterOptions): UpgradeRun {
  checkClient(atlas);
  const given = readOptions(options, OPTIONS, "upgradeCluster");
  const { groupId = "", name = "", target, serverless, confirm, acceptSnapshotDeletion } = given;
  checkCluster(groupId, name);
  if (!isTargetTier(target)) {
    throw new AtlasInvalidRequestError("target", `must be ${TARGET_TIERS}`);
  }
  if (confirm !== undefined && typeof confirm !== "function") {
    throw new AtlasConfigurationError("confirm", "must be a function");
  }
  if (target !== "FLEX" && !confirm && acceptSnapshotDeletion !== true) {
    throw new AtlasConfigurationError(
      "confirm",
      "or acceptSnapshotDeletion: true is needed for an upgrade to dedicated, which deletes the old cluster's backup snapshots for good",
    );
  }
  if (serverless !== undefined) {
    if (!isObject(serverless)) {
      throw new AtlasInvalidRequestError(
        "serverless",
        "must be the body of upgradeSharedClusterToServerless, an object",
      );
    }
    const { request } = readServerlessBody({ ...serverless, name: serverless.name ?? name });
    if (request.name !== name)
      throw new AtlasInvalidRequestError("serverless.name", "is not the name of the cluster to upgrade");
  }
  return startRun(atlas, { version: 1, groupId, name, target, sent: "no" }, checkFollow(given), (context) =>
    carryOut(context, { serverless, confirm }),
  );
}
