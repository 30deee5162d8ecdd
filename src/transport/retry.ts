import { toAbortSignal } from "../support/ending.js";
import { race } from "../support/race.js";
import { type Layer, type ReadResponse, summarize } from "./call.js";
import type { Notify } from "./hooks.js";
import { OutsideFailure } from "./outside.js";
import { decideRetry, delayOf, type Outcome } from "./retry-policy.js";
import { withinLimit } from "./time-limit.js";

/**
 * Gives each attempt its time limit, and retries where allowed, until the response is final or the attempts or the time
 * are used up.
 */
export function withRetry(next: Layer, now: () => number, notify: Notify): Layer {
  return async (call) => {
    const { limits, progress, endsAt = Number.POSITIVE_INFINITY } = call;
    for (;;) {
      const before = progress.sent;
      call.signal.throwIfAborted();
      progress.attempts += 1;
      progress.waitingFor = "the credentials";
      let outcome: Outcome;
      try {
        outcome = { response: await withinLimit("timeoutMs", call, next) };
      } catch (error) {
        outcome = { error };
      }
      const { response, error } = outcome;
      const decision = decideRetry(outcome, call, now);
      if (decision.notActedOn) progress.sent = before;

      if (!decision.retry || progress.attempts >= limits.retry.attempts) return settle(outcome);
      const delayMs = delayOf(decision, progress.attempts, limits.retry);
      // A wait that would outlast the deadline is not started: the current outcome says more than a timeout.
      if (now() + delayMs >= endsAt) return settle(outcome);

      notify("onRetry", () => ({
        ...summarize(call),
        delayMs,
        ...(response ? { status: response.status } : { error }),
      }));
      progress.waitingFor = "the next attempt";
      try {
        // A custom sleep may ignore the signal, or not return a promise.
        await race(call.signal, limits.retry.sleep(delayMs, toAbortSignal(call.signal)));
      } catch (error) {
        throw call.signal.aborted ? error : new OutsideFailure(error);
      }
      call.signal.throwIfAborted();
    }
  };
}

function settle({ response, error }: Outcome): ReadResponse {
  if (response) return response;
  throw error;
}
