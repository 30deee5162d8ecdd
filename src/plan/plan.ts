import { readServerlessBody } from "./plan-body.js";
import { type PlanOptions, readPlanOptions, type SourceTier } from "./plan-options.js";
import { flexToDedicated, sharedToDedicated, sharedToFlex } from "./plan-steps.js";
import type { ServerlessBody, UpgradePlan } from "./upgrade-plan.js";

/**
 * Turns the body of an `upgradeSharedClusterToServerless` call into the request of the operation to call instead, and
 * says what becomes of each property, including unknown, read-only and inherited ones. Continuous backup counts as on
 * if the body doesn't mention it, as on serverless instances. Nothing is sent.
 *
 * @throws {@link AtlasInvalidRequestError} if a property of the body is missing or not allowed, or if there is no
 * upgrade from source to target
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
