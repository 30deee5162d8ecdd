import { race } from "../support/race.js";

/** Spaces requests out, so that any number of runs together stays under the API's rate limit. */
export interface Pacer {
  /** Waits until the next request may be sent. */
  turn(signal: AbortSignal): Promise<void>;
  /** Holds back all requests of the client, because the server has asked for it; in milliseconds, at most a minute. */
  rest(ms: number): void;
}

/** A clock that can wait. */
export interface PacerClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

// 4,000 a minute: under the limit of 5,000, with room for the program's other requests.
const SPACING_MS = 15;
// A longer wait is left to the rate-limited run, which has its own limit.
const MAX_REST_MS = 60_000;
const turns = new WeakMap<object, { next: number }>();
const rests = new WeakMap<object, { until: number }>();

/** The pacer of a run: runs with the same clock take turns, and runs with the same client pause together. */
export function pacerOf(client: object, { now, sleep }: PacerClock): Pacer {
  const shared = share(turns, now, { next: Number.NEGATIVE_INFINITY });
  const resting = share(rests, client, { until: Number.NEGATIVE_INFINITY });
  return {
    async turn(signal) {
      const time = now();
      const rested = Math.max(time, resting.until);
      // A paused request takes no turn from other clients.
      const mine = rested > time ? rested : Math.max(time, shared.next);
      if (rested > time) resting.until += SPACING_MS;
      else shared.next = mine + SPACING_MS;
      if (mine > time) await race(signal, Promise.resolve(sleep(mine - time, signal)));
    },
    rest(ms) {
      resting.until = Math.max(resting.until, now() + Math.min(ms, MAX_REST_MS));
    },
  };
}

function share<Value>(map: WeakMap<object, Value>, key: object, fresh: Value): Value {
  const value = map.get(key) ?? fresh;
  map.set(key, value);
  return value;
}
