import { AtlasConfigurationError, AtlasInvalidRequestError, AtlasUpgradeError } from "../index.js";
import { hasArrived } from "../upgrade/phases.js";
import { isUnderWay } from "../upgrade/upgrade-token.js";
import type { EndSignal } from "./io.js";

/** The exit codes and their meanings. */
export const EXIT = {
  done: 0,
  failed: 1,
  /** Wrong arguments, missing settings, or an impossible plan. */
  usage: 2,
  /** The person declined; nothing was sent. */
  declined: 3,
  /** The upgrade could not be watched to its end, and is still under way. */
  stillUpgrading: 4,
} as const;

// 128 plus the signal's number, as in shells.
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const satisfies Record<EndSignal, number>;

/** An exit code of the command. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT] | (typeof SIGNALS)[EndSignal];

/** An error in the command line or a missing setting. The message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The exit code of a command that a signal ended. */
export function exitCodeOf(signal: EndSignal): ExitCode {
  return SIGNALS[signal];
}

// An error without a cause is about what Atlas says of the cluster, which is final. A cause is a request that failed: a
// status check, or the restoring of a setting if the cluster has already arrived.
function isLeftUnderWay({ reason, cause, token, lastState }: AtlasUpgradeError): boolean {
  if (reason === "time-limit") return true;
  return (
    isUnderWay(token) &&
    !hasArrived(token, lastState) &&
    cause !== undefined &&
    (reason === "rejected" || reason === "failed")
  );
}

/** The exit code of a command that an error ended. */
export function exitCodeFor(error: unknown): ExitCode {
  if (error instanceof AtlasUpgradeError) {
    if (error.reason === "declined") return EXIT.declined;
    return isLeftUnderWay(error) ? EXIT.stillUpgrading : EXIT.failed;
  }
  const isUsage = [UsageError, AtlasConfigurationError, AtlasInvalidRequestError].some((type) => error instanceof type);
  return isUsage ? EXIT.usage : EXIT.failed;
}
