/**
 * A clock that always has a time: where the caller's own throws, or gives what is not a finite number, the system's
 * clock stands in. A result must not get lost for want of a time.
 */
export function reliableClock(now: () => number): () => number {
  return () => {
    try {
      const time: unknown = now();
      if (typeof time === "number" && Number.isFinite(time)) return time;
    } catch {
      // As above.
    }
    return Date.now();
  };
}
