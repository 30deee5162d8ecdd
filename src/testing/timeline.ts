import { AtlasConfigurationError } from "../errors.js";
import { closedSchema } from "./set-up.js";

/** A stretch of time, in seconds from when the upgrade was accepted. */
export interface TimeWindow {
  readonly fromS: number;
  readonly untilS: number;
}

/**
 * When what happens in an upgrade, in seconds from when it was accepted. `Infinity` is never.
 *
 * @example
 * ```ts
 * const stale: Timeline = { ...medianTimeline, staleIdle: { fromS: 0, untilS: 300 } };
 * const hopeless: Timeline = { ...medianTimeline, swapS: Infinity, idleS: Infinity };
 * ```
 */
export interface Timeline {
  /** When `id`, `createDate` and the tier change, all in one response. */
  readonly swapS: number;
  /** From when on there are no connection strings. */
  readonly stringsGoneS: number;
  /** When the connection strings are back. */
  readonly stringsBackS: number;
  /** When the cluster is `IDLE` for the first time. */
  readonly idleS: number;
  /** When it is `UPDATING` once more after that. */
  readonly updatingAgain?: TimeWindow;
  /** When the cluster from before is shown, as if nothing went on: `IDLE` on the old tier. */
  readonly staleIdle?: TimeWindow;
  /** When there is no cluster of that name (404 `CLUSTER_NOT_FOUND`), as while one is replaced by the other. */
  readonly missing?: TimeWindow;
  /** When every request for the cluster gets 503. */
  readonly unavailable?: TimeWindow;
  /** From when on it is `DELETING`, because it is deleted. */
  readonly deletingS?: number;
}

const seconds = { type: "number" };
const window = closedSchema<TimeWindow>({ fromS: seconds, untilS: seconds }, "fromS", "untilS");

/** The allowed properties of a timeline. */
export const timelineSchema = closedSchema<Timeline>({
  swapS: seconds,
  stringsGoneS: seconds,
  stringsBackS: seconds,
  idleS: seconds,
  updatingAgain: window,
  staleIdle: window,
  missing: window,
  unavailable: window,
  deletingS: seconds,
});

/**
 * When nothing more changes in an upgrade that comes to its end, in seconds from when it was accepted.
 *
 * @returns `Infinity` if it never does
 * @example
 * ```ts
 * settledAfterS(medianTimeline); // 711
 * ```
 */
export function settledAfterS(timeline: Timeline): number {
  const { swapS, stringsBackS, idleS, updatingAgain, staleIdle, missing, unavailable, deletingS } = timeline;
  if (deletingS !== undefined && deletingS < Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const windows = [updatingAgain, staleIdle, missing, unavailable].map((window) => window?.untilS ?? 0);
  return Math.max(swapS, stringsBackS, idleS, ...windows);
}

/**
 * Completes a timeline, and checks that what it says can happen in this order.
 *
 * @param given - what differs from the rest
 * @param location - what it is called in messages
 * @throws {@link AtlasConfigurationError} naming what is too early
 */
export function completeTimeline(given: Partial<Timeline>, rest: Timeline, location: string): Timeline {
  const timeline = Object.freeze({ ...rest, ...given });
  const { swapS, stringsGoneS, stringsBackS, idleS, updatingAgain, staleIdle, missing, unavailable } = timeline;
  // What never happens is not too late for anything.
  const order: [string, number, string, number][] = [
    ["swapS", swapS === Number.POSITIVE_INFINITY ? 0 : swapS, "idleS", idleS],
    ["stringsGoneS", stringsGoneS === Number.POSITIVE_INFINITY ? 0 : stringsGoneS, "stringsBackS", stringsBackS],
  ];
  for (const [name, window] of Object.entries({ updatingAgain, staleIdle, missing, unavailable })) {
    if (window) order.push([`${name}.fromS`, window.fromS, `${name}.untilS`, window.untilS]);
  }
  for (const [first, firstS, second, secondS] of order) {
    if (firstS <= secondS) continue;
    const why = `must be at least ${location}.${first}, which is ${firstS}`;
    throw new AtlasConfigurationError(`${location}.${second}`, `${why}, not ${secondS}`);
  }
  return timeline;
}

/** Whether a time, in seconds from when the upgrade was accepted, is in a window. */
export function isWithin(window: TimeWindow | undefined, seconds: number): boolean {
  return window !== undefined && seconds >= window.fromS && seconds < window.untilS;
}
