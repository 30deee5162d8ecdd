import { race } from "../support/race.js";

/** Lets requests go one after the other, so that any number of runs stays under the API's rate limit together. */
export interface Pacer {
  /** Waits for its turn. */
  turn(signal: AbortSignal): Promise<void>;
  /** Lets none of the client go for some time, in milliseconds, a minute at most: the server has asked for it. */
  rest(ms: number): void;
}

/** A clock that can wait. */
export interface PacerClock {
  readonly now: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

// 4,000 a minute: under 5,000, and with room for what else a program does.
const SPACING_MS = 15;
// A longer wait is up to the run that is rate-limited, which has a limit of its own.
const LONGEST_REST_MS = 60_000;
const turns = new WeakMap<object, { next: number }>();
const rests = new WeakMap<object, { until: number }>();

/** The pacer of a run: all that go by the same clock take turns, and all of the same client rest together. */
export function pacerOf(client: object, { now, sleep }: PacerClock): Pacer {
  const shared = share(turns, now, { next: Number.NEGATIVE_INFINITY });
  const resting = share(rests, client, { until: Number.NEGATIVE_INFINITY });
  return {
    async turn(signal) {
      const time = now();
      const rested = Math.max(time, resting.until);
      // Who rests takes no turn from the others.
      const mine = rested > time ? rested : Math.max(time, shared.next);
      if (rested > time) resting.until += SPACING_MS;
      else shared.next = mine + SPACING_MS;
      if (mine > time) await race(signal, Promise.resolve(sleep(mine - time, signal)));
    },
    rest(ms) {
      resting.until = Math.max(resting.until, now() + Math.min(ms, LONGEST_REST_MS));
    },
  };
}

function share<Value>(map: WeakMap<object, Value>, key: object, fresh: Value): Value {
  const value = map.get(key) ?? fresh;
  map.set(key, value);
  return value;
}
