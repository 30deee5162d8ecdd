import { isAtlasError } from "../errors.js";
import { isAtlasApiError } from "../response/api-error.js";
import { race } from "../support/race.js";
import { type CallResult, isPassing, labelOf } from "../waiting/status-check.js";
import type { RunContext } from "./run-context.js";
import type { UpgradeRunPlan } from "./run-plan.js";

const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 10_000;
const MAX_PAUSE_MS = 600_000;

/**
 * Sends the upgrade once. If it is unknown whether Atlas received it, the token says so.
 *
 * @throws {@link AtlasUpgradeError} if Atlas has certainly not accepted it
 */
export async function sendUpgrade(context: RunContext, plan: UpgradeRunPlan): Promise<void> {
  const { settings } = context;
  const before = { ...context.token, ...(plan.afterwards && { afterwards: plan.afterwards }) };
  try {
    // Kept before it is sent: if the process ends in between, the token says that the outcome is unknown.
    await context.keep({ ...before, sent: "unknown", sentAt: new Date(settings.wall()).toISOString() });
  } catch (error) {
    context.token = before;
    if (settings.signal.aborted) throw error;
    throw context.failure("failed", `its token could not be saved, and nothing was sent: ${context.wordsOf(error)}`, {
      cause: error,
    });
  }
  context.restartClock();
  let accepted: CallResult;
  try {
    accepted = await sendOnce(context, plan);
  } catch (error) {
    if (mayBeAccepted(error)) {
      if (settings.signal.aborted) throw error;
      return context.report({ phase: "accepted" });
    }
    context.token = before;
    if (settings.signal.aborted) throw error;
    // Why it was not sent says more than why the token can't be kept: resuming with the former one sends nothing.
    await context.keep({}).catch(() => settings.signal.throwIfAborted());
    const rejected = isAtlasApiError(error) && error.status !== 429;
    const message = rejected ? "Atlas has rejected the upgrade" : "the upgrade could not be sent, and was not";
    throw context.failure(rejected ? "rejected" : "failed", `${message}: ${context.wordsOf(error)}`, { cause: error });
  }
  // Something in between, such as a portal, can respond with another 200.
  if (typeof Reflect.get(Object(accepted.data), "stateName") === "string") {
    const acceptedMs = Date.parse(accepted.response.headers?.get("date") ?? "");
    await context.keep({
      sent: "yes",
      ...(!Number.isNaN(acceptedMs) && { acceptedAt: new Date(acceptedMs).toISOString() }),
    });
  }
  context.report({ phase: "accepted" });
}

// Retried only after a 429 of Atlas's own, or if it was never sent. The client's retry rules may allow more, such as
// after a 503, which a gateway can send although the upgrade has arrived.
async function sendOnce(context: RunContext, plan: UpgradeRunPlan): Promise<CallResult> {
  const { signal, now, sleep, random, timeLimitMs } = context.settings;
  const endsAt = now() + timeLimitMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await context.call(plan.operation, plan.request, { signal, retryUnsafe: false, retry: { attempts: 1 } });
    } catch (error) {
      const neverLeft = isAtlasError(error) && !isAtlasApiError(error) && isPassing(error);
      const isRepeatable = !mayBeAccepted(error) && (isAtlasApiError(error, 429) || neverLeft);
      if (signal.aborted || attempt === MAX_ATTEMPTS || !isRepeatable) throw error;
      const { retryAfterMs = 0 }: { retryAfterMs?: number } = Object(Reflect.get(error, "rateLimit"));
      const pauseMs = Math.max(Math.min(retryAfterMs, MAX_PAUSE_MS), FIRST_PAUSE_MS * 2 ** (attempt - 1));
      const waitMs = pauseMs * (1 + random() / 10);
      if (now() + waitMs >= endsAt) throw error;
      const next = `the next attempt is at ${context.timeAfter(waitMs)}`;
      context.report({ phase: "planned", problem: `it could not be sent (${labelOf(error)}), and ${next}` });
      await race(signal, Promise.resolve(sleep(waitMs, signal)));
    }
  }
}

// Only a rejection by Atlas itself proves that the upgrade was not accepted. A response without an error code may come
// from a gateway.
function mayBeAccepted(error: unknown): boolean {
  if (!isAtlasApiError(error)) return isAtlasError(error) && error.maybeSent;
  const { status, errorCode } = error;
  return status >= 500 || status === 408 || (errorCode === undefined && status !== 401 && status !== 429);
}
