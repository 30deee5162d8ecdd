import { race } from "../support/race.js";

/** Lets requests go one after the other, so that any number of runs stays under the API's rate limit together. */
export interface Pacer {
  /** Waits for its turn. */
  turn(signal: AbortSignal): Promise<void>;
  /** Lets nobody go for some time, in milliseconds, a minute at most: the server has asked for it. */
  rest(ms: number): void;
}

// 4,000 a minute: under 5,000, and with room for what else a program does.
const SPACING_MS = 15;
// Longer is for the run that was told to wait, which has a limit of its own.
const LONGEST_REST_MS = 60_000;
const turns = new WeakMap<object, { next: number }>();

/** The pacer of a client, shared by all its runs. */
export function pacerOf(
  client: object,
  { now, sleep }: { now: () => number; sleep: (ms: number, signal: AbortSignal) => Promise<void> },
): Pacer {
  const shared = turns.get(client) ?? { next: Number.NEGATIVE_INFINITY };
  turns.set(client, shared);
  return {
    async turn(signal) {
      const time = now();
      const mine = Math.max(time, shared.next);
      shared.next = mine + SPACING_MS;
      if (mine > time) await race(signal, Promise.resolve(sleep(mine - time, signal)));
    },
    rest(ms) {
      shared.next = Math.max(shared.next, now() + Math.min(ms, LONGEST_REST_MS));
    },
  };
}
