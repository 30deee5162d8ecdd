import { isAtlasError } from "../errors.js";
import type { FollowUp } from "../plan/upgrade-plan.js";
import { isAtlasApiError } from "../response/api-error.js";
import { isPassing } from "../waiting/status-check.js";
import type { RunContext } from "./run-context.js";

/** How long to keep trying, in milliseconds. */
const MAX_RETRY_MS = 600_000;

/**
 * Makes the call that is due after an upgrade. If Atlas is changing the cluster again, waits until it is done.
 *
 * @throws {@link AtlasUpgradeError} if the call fails; the token then still has the follow-up call
 */
export async function applyFollowUp(
  context: RunContext,
  due: FollowUp,
  untilSettled: () => Promise<unknown>,
): Promise<void> {
  const { signal, now } = context.settings;
  const { groupId, target } = context.token;
  const endsAt = now() + MAX_RETRY_MS;
  for (;;) {
    try {
      // Safe to retry: the call is idempotent.
      await context.call(due.operation, { groupId, ...due.request }, { signal, retryUnsafe: true });
      return;
    } catch (error) {
      if (signal.aborted) throw error;
      const mayPass = isAtlasApiError(error)
        ? error.status === 409 || error.status === 429 || error.status >= 500
        : isAtlasError(error) && isPassing(error);
      if (!mayPass || now() >= endsAt) {
        const settings = Object.keys(due.request.body).join(" and ");
        throw context.failure(
          isAtlasApiError(error) ? "rejected" : "failed",
          `the cluster is ${target} now, but ${settings} could not be set: ${context.wordsOf(error)}`,
          { cause: error, hint: "resumeUpgrade(atlas, error.token) tries again" },
        );
      }
    }
    await untilSettled();
  }
}
