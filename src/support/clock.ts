/**
 * Makes a clock that never fails: if the caller's clock throws or does not return a finite number, the system's clock
 * is used. A broken clock must not lose a result.
 */
export function reliableClock(now: () => number): () => number {
  return () => {
    try {
      const time: unknown = now();
      if (typeof time === "number" && Number.isFinite(time)) return time;
    } catch {
      // A clock that throws is replaced too.
    }
    return Date.now();
  };
}
