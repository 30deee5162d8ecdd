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
  /** When there is no cluster of that name (404 `CLUSTER_NOT_FOUND`), as while one takes the other's place. */
  readonly missing?: TimeWindow;
  /** When every request for the cluster is answered with 503. */
  readonly unavailable?: TimeWindow;
  /** From when on it is `DELETING`, because somebody deletes it. */
  readonly deletingS?: number;
}

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

/** Whether a time, in seconds from when the upgrade was accepted, is in a window. */
export function isWithin(window: TimeWindow | undefined, seconds: number): boolean {
  return window !== undefined && seconds >= window.fromS && seconds < window.untilS;
}
