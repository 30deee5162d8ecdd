import { AtlasConfigurationError } from "../errors.js";
import { closedSchema } from "./set-up.js";

/** A time window, in seconds from when the upgrade was accepted. */
export interface TimeWindow {
  readonly fromS: number;
  readonly untilS: number;
}

/**
 * The times of the events of an upgrade, in seconds from when it was accepted. `Infinity` means never.
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
  /** When the connection strings disappear. */
  readonly stringsGoneS: number;
  /** When the connection strings are back. */
  readonly stringsBackS: number;
  /** When the cluster is `IDLE` for the first time. */
  readonly idleS: number;
  /** When the cluster is `UPDATING` again after that. */
  readonly updatingAgain?: TimeWindow;
  /** When the old state is shown, as if there were no upgrade: `IDLE` on the old tier. */
  readonly staleIdle?: TimeWindow;
  /** When the cluster is not found (404 `CLUSTER_NOT_FOUND`), as while it is being replaced. */
  readonly missing?: TimeWindow;
  /** When every request for the cluster gets 503. */
  readonly unavailable?: TimeWindow;
  /** When the cluster becomes `DELETING`, because someone deletes it. */
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
 * When the last change of an upgrade happens, in seconds from when it was accepted.
 *
 * @returns `Infinity` if the upgrade never ends
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
 * Completes a timeline, and checks that its order is possible.
 *
 * @param given - the times that differ from `rest`
 * @param location - the timeline's name in messages
 * @throws {@link AtlasConfigurationError} naming the time that is too early
 */
export function completeTimeline(given: Partial<Timeline>, rest: Timeline, location: string): Timeline {
  const timeline = Object.freeze({ ...rest, ...given });
  const { swapS, stringsGoneS, stringsBackS, idleS, updatingAgain, staleIdle, missing, unavailable } = timeline;
  // An event that never happens can't be too late.
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
