import { AtlasConfigurationError, AtlasInvalidRequestError, AtlasUpgradeError } from "../index.js";
import type { EndSignal } from "./io.js";

/** The exit codes and their meanings. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Wrong arguments, missing settings, or a plan that can't be. */
  usage: 2,
  /** The person said no; nothing was sent. */
  declined: 3,
  /** The time limit is over, and it is still upgrading. */
  stillUpgrading: 4,
} as const;

// 128 and the signal's number, as shells have it.
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Record<EndSignal, number>;

/** A number that the command ends with. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT] | (typeof SIGNALS)[EndSignal];

/** An error in the command line or a missing setting, in words for the person who typed it. */
export class UsageError extends Error {}

/** The exit code of a command that a signal ended. */
export function exitCodeOf(signal: EndSignal): ExitCode {
  return SIGNALS[signal];
}

/** The exit code of a command that an error ended. */
export function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof AtlasUpgradeError) {
    if (error.reason === "declined") return EXIT.declined;
    return error.reason === "time-limit" ? EXIT.stillUpgrading : EXIT.failed;
  }
  const isUsage = [UsageError, AtlasConfigurationError, AtlasInvalidRequestError].some((type) => error instanceof type);
  return isUsage ? EXIT.usage : EXIT.failed;
}
