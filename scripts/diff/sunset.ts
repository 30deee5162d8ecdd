import type { Collector, Context } from "./collector.js";
import { childOf, objectAt, type Place } from "./place.js";

/** The sunset of a deprecated operation, if it lies in the past: then the operation may go. */
export function hasPassed(operation: Place, now: number): string | undefined {
  const { deprecated, "x-sunset": sunset } = objectAt(operation);
  if (deprecated !== true || typeof sunset !== "string") return undefined;
  const time = Date.parse(sunset);
  return Number.isFinite(time) && time <= now ? sunset : undefined;
}

/** Compares when operations can no longer be relied on: to move that forward takes time from consumers. */
export function compareSunsets(base: Place, revision: Place, context: Context, collector: Collector): void {
  const before = childOf(base, "x-sunset");
  const after = childOf(revision, "x-sunset");
  if (before?.value === after?.value) return;
  const [former, latter] = [before, after].map((place) =>
    place ? Date.parse(String(place.value)) : Number.POSITIVE_INFINITY,
  );
  // An operation that is deprecated now has its sunset from the same change.
  const isNews = before !== undefined && (latter ?? 0) < (former ?? 0);
  collector.add(context, {
    rule: "sunset-changed",
    message: `The sunset ${before?.value ?? "(none)"} became ${after?.value ?? "none"}`,
    place: after ?? before ?? revision,
    source: after ? "revision" : "base",
    effect: isNews ? "dangerous" : "compatible",
  });
}
