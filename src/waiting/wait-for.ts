import { race } from "../support/race.js";
import { checkStatus, type StatusCheck, type StatusCheckOptions, type Subject } from "./status-check.js";

// What a server asks for beyond that is a mistake, or blind to what is waited for: one status check costs it little.
const LONGEST_ASKED_MS = 600_000;

/** How to wait. */
export interface WaitOptions extends StatusCheckOptions {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** When it is over, by the clock; there is one last status check before. */
  readonly endsAt: number;
  /** How long to wait after a status check that was not the last, in milliseconds; a server that asks for more gets it, up to 10 minutes. */
  readonly pauseMs: (check: StatusCheck) => number;
}

/** A status check, and how long it is to the next, in milliseconds; the last has no next. */
export interface WaitStep {
  readonly check: StatusCheck;
  readonly nextMs?: number;
}

/**
 * Polls something until it is done or has failed, or until the time is up; what that is, says the
 * description alone. Seen once is not done: the description says how often, and how far apart.
 *
 * @throws what {@link checkStatus} throws, and the signal's reason if it is aborted between two status checks
 */
export async function* waitFor(subject: Subject, options: WaitOptions): AsyncGenerator<WaitStep, void, undefined> {
  const { operations, now, sleep, endsAt, signal, pauseMs } = options;
  // The operation that found it last is asked first, so that one request usually suffices.
  let where = subject;
  let seen = 0;
  let seenAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal.throwIfAborted();
    const found = await checkStatus(where, options);
    if (found.data !== undefined) where = { ...subject, operationId: found.operationId, parameters: found.parameters };
    const lookedAt = now();
    const { times = 1, secondsApart = 0 } = operations[found.operationId]?.outcomes?.done ?? {};
    const apartMs = secondsApart * 1000;
    if (found.outcome !== "done") [seen, seenAt] = [0, Number.NEGATIVE_INFINITY];
    else if (lookedAt - seenAt >= apartMs) [seen, seenAt] = [seen + 1, lookedAt];

    const isOver = found.outcome === "failed" || seen >= times || lookedAt >= endsAt;
    if (isOver) {
      yield { check: found.outcome === "done" && seen < times ? { ...found, outcome: "pending" } : found };
      return;
    }
    const wantedMs = found.outcome === "done" ? seenAt + apartMs - lookedAt : pauseMs(found);
    const askedMs = Math.min(found.rateLimit?.retryAfterMs ?? 0, LONGEST_ASKED_MS);
    // Time for what must be seen twice: the last status check but one is early enough.
    const lastMs = endsAt - lookedAt;
    const beforeLastMs = lastMs - apartMs * (times - 1);
    const latestMs = beforeLastMs > 0 && found.outcome !== "done" ? beforeLastMs : lastMs;
    const nextMs = Math.max(0, Math.min(Math.max(wantedMs, askedMs), latestMs));
    yield { check: found, nextMs };
    await race(signal, Promise.resolve(sleep(nextMs, signal)));
  }
}
