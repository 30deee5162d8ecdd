import type { AtlasClient } from "../client.js";
import { AtlasAuthError } from "../errors.js";
import { createRun } from "./create-run.js";
import type { FollowSettings } from "./follow-settings.js";
import { whatRemains } from "./phases.js";
import { RunContext } from "./run-context.js";
import type { AtlasUpgradeError } from "./upgrade-error.js";
import type { UpgradeResult, UpgradeRun } from "./upgrade-progress.js";
import type { UpgradeToken } from "./upgrade-token.js";

/** Starts a run on a cluster. Whatever it throws becomes an {@link AtlasUpgradeError}. */
export function startRun(
  atlas: AtlasClient,
  token: UpgradeToken,
  settings: FollowSettings,
  work: (context: RunContext) => Promise<UpgradeResult>,
): UpgradeRun {
  const context = new RunContext(atlas, token, settings);
  return createRun({
    state: context.state,
    token: () => context.token,
    async work(report) {
      context.onState = report;
      try {
        settings.signal.throwIfAborted();
        return await work(context);
      } catch (error) {
        throw toUpgradeError(error, context);
      }
    },
  });
}

function toUpgradeError(error: unknown, context: RunContext): AtlasUpgradeError {
  if (context.isOwn(error)) return error;
  if (context.settings.signal.aborted) {
    const message = `the signal stopped the waiting; ${whatRemains(context.token, context.state)}`;
    return context.failure("aborted", message, { cause: error });
  }
  const reason = error instanceof AtlasAuthError ? "rejected" : "failed";
  return context.failure(reason, error instanceof Error ? error.message : "failed (see the cause)", {
    cause: error,
  });
}
