import { readServerlessBody } from "./plan-body.js";
import { type PlanOptions, readPlanOptions, type SourceTier } from "./plan-options.js";
import { flexToDedicated, sharedToDedicated, sharedToFlex } from "./plan-steps.js";
import type { ServerlessBody, UpgradePlan } from "./upgrade-plan.js";

/**
 * Turns the body of a call of `upgradeSharedClusterToServerless` into the request of the operation to call instead, and
 * says property by property what becomes of it, unknown, read-only and inherited ones included.
 * A body that doesn't mention continuous backup has it, as serverless instances do. Nothing is sent.
 *
 * @throws {@link AtlasInvalidRequestError} if a property of the body is missing or not allowed, or if there is no way
 * from source to target
 * @throws {@link AtlasConfigurationError} if the options are not an object, or if one is unknown
 * @example
 * ```ts
 * const plan = planUpgrade(serverlessBody, { source: "M0", target: "FLEX" });
 * for (const { change, from, to } of plan.changes) console.log(change, from ?? "", to ?? "");
 * await atlas.upgradeSharedCluster({ groupId, ...plan.request });
 * ```
 * @see https://www.mongodb.com/docs/atlas/flex-migration/
 */
export function planUpgrade<Source extends SourceTier>(
  serverless: ServerlessBody,
  options: PlanOptions & { readonly source: Source },
): UpgradePlan<Source>;
export function planUpgrade(serverless: unknown, options: { source?: unknown; target?: unknown }): UpgradePlan {
  const { source, target } = readPlanOptions(options);
  const body = readServerlessBody(serverless);
  if (target === "FLEX") return sharedToFlex(body);
  return source === "M0" ? sharedToDedicated(body, target) : flexToDedicated(body, target);
}
