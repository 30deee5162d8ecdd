import { isAtlasApiError } from "../response/api-error.js";
import type { StatusCheck } from "../waiting/status-check.js";
import type { RunContext } from "./run-context.js";
import { failureOf, watch } from "./watch.js";

const MAX_SILENT = 3;
/** The longest wait that a server other than a rate limiter may ask for, in milliseconds. */
const MAX_ASKED_MS = 120_000;
const DAY_MS = 86_400_000;

/**
 * Finds out what the cluster is: polls until a response says so, and the cluster is not being created or repaired.
 *
 * @throws {@link AtlasUpgradeError} if there is no such cluster, or if that can't be found out
 */
export async function probeCluster(context: RunContext): Promise<StatusCheck> {
  const { now, timeLimitMs } = context.settings;
  const { groupId, target } = context.token;
  const endsAt = now() + timeLimitMs;
  let last: StatusCheck | undefined;
  for await (const check of watch(context, endsAt)) {
    last = check;
    if (check.outcome === "failed" || check.foreign) throw failureOf(context, check);
    if (check.nowhere) {
      const message = `there is no such cluster in the project ${groupId}, or it is not visible; is the name right?`;
      throw context.failure("not-found", message, { cause: check.error });
    }
    // Nothing has been sent yet, so an unreachable server is reported early.
    const isLimited = isAtlasApiError(check.error, 429);
    const askedMs = check.rateLimit?.retryAfterMs ?? 0;
    const isTooLong = now() + askedMs > endsAt || (!isLimited && askedMs > MAX_ASKED_MS);
    if (check.error && askedMs > 0 && isTooLong) {
      // Any number of seconds can be asked for, more than a date can have.
      const wait = askedMs < DAY_MS ? `until ${context.timeAfter(askedMs)}` : "for a day or longer";
      const message = `${context.wordsOf(check.error)}; the server asks to wait ${wait}; nothing was sent`;
      throw context.failure("failed", message, { cause: check.error });
    }
    if (check.silent >= MAX_SILENT && !isLimited) throw failureOf(context, check);
    const { state, tier } = check.values;
    if (state === "IDLE" && typeof tier !== "string") {
      throw context.failure("failed", "Atlas does not say which tier it has; nothing was sent");
    }
    const isKnown = typeof tier === "string" && (state === "IDLE" || state === "UPDATING" || tier === target);
    if (isKnown) return check;
  }
  if (last?.error) throw failureOf(context, last);
  const { stateName = "unknown" } = context.state;
  throw context.failure(
    "failed",
    `the time limit was reached before it could be upgraded (state ${stateName}); nothing was sent`,
  );
}
