import { isAtlasError } from "../errors.js";
import { isAtlasApiError } from "../response/api-error.js";
import type { RunContext } from "./run-context.js";
import type { UpgradeRunPlan } from "./run-plan.js";

/**
 * Sends the upgrade, once. Whether it arrived can stay unknown; the token says so.
 *
 * @throws {@link AtlasUpgradeError} if it is known that Atlas has not accepted it
 */
export async function sendUpgrade(context: RunContext, plan: UpgradeRunPlan, oldId: string | undefined): Promise<void> {
  const { settings } = context;
  const before = {
    ...context.token,
    source: plan.source,
    operation: plan.operation,
    ...(oldId !== undefined && { oldId }),
    ...(plan.afterwards && { afterwards: plan.afterwards }),
  };
  // Before it is sent: if the process ends in the middle, what was kept says that nobody knows.
  await context.keep({ ...before, sent: "unknown", sentAt: new Date(settings.now()).toISOString() });
  try {
    await context.call(plan.operation, plan.request, { signal: settings.signal });
  } catch (error) {
    if (isAtlasError(error) && Reflect.get(error, "maybeSent") === true) {
      if (settings.signal.aborted) throw error;
      return context.report({ phase: "accepted" });
    }
    context.token = before;
    if (settings.signal.aborted) throw error;
    await context.keep({});
    const rejected = isAtlasApiError(error);
    const message = rejected ? "Atlas has rejected the upgrade" : "the upgrade could not be sent, and was not";
    const words = error instanceof Error ? error.message : String(error);
    throw context.failure(rejected ? "rejected" : "failed", `${message}: ${words}`, error);
  }
  await context.keep({ sent: "yes" });
  context.report({ phase: "accepted" });
}
