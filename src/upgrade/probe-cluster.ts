import { isAtlasApiError } from "../response/api-error.js";
import type { Look, Subject } from "../waiting/look.js";
import type { RunContext } from "./run-context.js";
import { failureOf, watch } from "./watch.js";

const MOST_SILENT = 3;

/**
 * Looks what the cluster is, until a response says so and it is not being made or mended.
 *
 * @throws {@link AtlasUpgradeError} if there is none, or if it can't be told
 */
export async function probeCluster(context: RunContext, subject: Subject): Promise<Look> {
  const { now, timeLimitMs } = context.settings;
  const { groupId, target } = context.token;
  for await (const look of watch(context, subject, now() + timeLimitMs)) {
    if (look.outcome === "failed" || look.foreign) throw failureOf(context, look);
    if (look.nowhere) {
      const message = `there is no such cluster in the project ${groupId}, or it is not visible; is the name right?`;
      throw context.failure("not-found", message, { cause: look.error });
    }
    // Nothing is at stake yet: who can't be reached now is told so soon.
    if (context.silent >= MOST_SILENT && !isAtlasApiError(look.error, 429)) throw failureOf(context, look);
    const { state, tier } = look.values;
    if (state === "IDLE" && typeof tier !== "string") {
      throw context.failure("failed", "Atlas does not say of which tier it is; nothing was sent");
    }
    const isKnown = typeof tier === "string" && (state === "IDLE" || state === "UPDATING" || tier === target);
    if (isKnown) return look;
  }
  const { stateName = "unknown" } = context.state;
  throw context.failure(
    "failed",
    `the time limit is up before it could be upgraded (state ${stateName}); nothing was sent`,
  );
}
