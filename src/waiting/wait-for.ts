import { race } from "../support/race.js";
import { checkStatus, type StatusCheck, type StatusCheckOptions, type Subject } from "./status-check.js";

// A server that asks for a longer wait is mistaken, or does not know what is waited for. A status check costs it
// little.
const MAX_RETRY_AFTER_MS = 600_000;

/** How to wait. */
export interface WaitOptions extends StatusCheckOptions {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When the wait ends, by the clock, right after one last status check. */
  readonly endsAt: number;
  /**
   * How long to wait after a status check, except the last, in milliseconds, given how many checks in a row got no
   * usable response. A longer `Retry-After` is respected, up to 10 minutes.
   */
  readonly pauseMs: (check: StatusCheck, silent: number) => number;
}

/** A step of a wait. */
export interface WaitStep {
  readonly check: StatusCheck;
  /** How many status checks in a row, up to this one, got no usable response. */
  readonly silent: number;
  /** The time until the next status check, in milliseconds; missing for the last one. */
  readonly nextMs?: number;
}

/**
 * Polls a subject until it is done, has failed or the time is up. Only the description decides which responses mean
 * that, and how often and how far apart `done` must be seen.
 *
 * @throws the errors of {@link checkStatus}, or the signal's reason if it is aborted between two status checks
 */
export async function* waitFor(subject: Subject, options: WaitOptions): AsyncGenerator<WaitStep, void, undefined> {
  const { operations, now, sleep, endsAt, signal, pauseMs } = options;
  // Starts with the operation that found the subject last, so that one request usually suffices.
  let where = subject;
  let seen = 0;
  let seenAt = Number.NEGATIVE_INFINITY;
  let silent = 0;
  for (;;) {
    signal.throwIfAborted();
    const found = await checkStatus(where, options);
    if (found.data !== undefined) where = { ...subject, operationId: found.operationId, parameters: found.parameters };
    silent = found.error && found.outcome === "pending" && !found.nowhere ? silent + 1 : 0;
    const lookedAt = now();
    const { times = 1, secondsApart = 0 } = operations[found.operationId]?.outcomes?.done ?? {};
    const apartMs = secondsApart * 1000;
    if (found.outcome !== "done") [seen, seenAt] = [0, Number.NEGATIVE_INFINITY];
    else if (lookedAt - seenAt >= apartMs) [seen, seenAt] = [seen + 1, lookedAt];

    const isOver = found.outcome === "failed" || seen >= times || lookedAt >= endsAt;
    if (isOver) {
      yield { check: found.outcome === "done" && seen < times ? { ...found, outcome: "pending" } : found, silent };
      return;
    }
    const wantedMs = found.outcome === "done" ? seenAt + apartMs - lookedAt : pauseMs(found, silent);
    const askedMs = Math.min(found.rateLimit?.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS);
    // The last check but one comes early enough for done to be seen as often as required.
    const lastMs = endsAt - lookedAt;
    const beforeLastMs = lastMs - apartMs * (times - 1);
    const latestMs = beforeLastMs > 0 && found.outcome !== "done" ? beforeLastMs : lastMs;
    const nextMs = Math.max(0, Math.min(Math.max(wantedMs, askedMs), latestMs));
    yield { check: found, silent, nextMs };
    await race(signal, Promise.resolve(sleep(nextMs, signal)));
  }
}
