import { AtlasConfigurationError } from "../errors.js";
import { checkDuration, checkFunction, checkSignal } from "../options/option-checks.js";
import { reliableClock } from "../support/clock.js";
import { DEFAULT_RETRY } from "../transport/retry-options.js";
import type { FollowOptions } from "./upgrade-options.js";

/** How to follow an upgrade, checked and complete. */
export type FollowSettings = { readonly [Name in keyof FollowOptions]-?: NonNullable<FollowOptions[Name]> } & {
  /** The clock for dates. `now` is for durations, and never goes back. */
  readonly wall: () => number;
};

// One per custom clock, so that runs with the same clock take turns.
const clocks = new WeakMap<() => number, () => number>();

/** The options that every run has. */
export const FOLLOW_OPTIONS = ["signal", "timeLimitMs", "onToken", "now", "sleep", "random"] as const;

/**
 * Checks options, and fills in what they leave out.
 *
 * @throws {@link AtlasConfigurationError} or {@link AtlasInvalidRequestError}, naming the option and what is allowed
 */
export function checkFollow(options: FollowOptions): FollowSettings {
  const { signal = new AbortController().signal, timeLimitMs = 10_800_000, onToken = () => {} } = options;
  const { now = Date.now, sleep = DEFAULT_RETRY.sleep, random = DEFAULT_RETRY.random } = options;
  checkSignal(signal);
  checkDuration("timeLimitMs", timeLimitMs);
  for (const [name, value] of Object.entries({ onToken, now, sleep, random })) checkFunction(name, value);
  return { signal, timeLimitMs, onToken, now: clockOf(now), wall: reliableClock(now), sleep, random };
}

function clockOf(now: () => number): () => number {
  const clock = clocks.get(now) ?? forwardClock(reliableClock(now));
  clocks.set(now, clock);
  return clock;
}

// If the system clock is set back, waits must not become longer.
function forwardClock(now: () => number): () => number {
  let last = Number.NEGATIVE_INFINITY;
  let lost = 0;
  return () => {
    const time = now();
    if (time < last) lost += last - time;
    last = time;
    return time + lost;
  };
}

/**
 * Checks the client of a run.
 *
 * @throws {@link AtlasConfigurationError} if it is something else
 */
export function checkClient(atlas: unknown): void {
  if (typeof Reflect.get(Object(atlas), "getCluster") === "function") return;
  throw new AtlasConfigurationError("atlas", "must be a client, made by createAtlasClient");
}
