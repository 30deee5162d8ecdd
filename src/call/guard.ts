import { effective, giveNotice, type OnDeprecation, reportNewSunset } from "../deprecation/deprecation.js";
import { AtlasInvalidRequestError } from "../errors.js";
import type { CallDescriptor } from "../operation.js";
import type { ResponseMetadata } from "../response/metadata.js";
import type { Call } from "../transport/call.js";
import type { CallStart, SendRequest, Transport } from "../transport/transport.js";
import { matchOperation } from "./find-operation.js";

/** What every call passes before it is sent. */
export interface GuardOptions {
  readonly transport: Transport;
  readonly operations: readonly CallDescriptor[];
  readonly onDeprecation: OnDeprecation;
  readonly now: () => number;
}

/** A call that is about to be made, and its operation, if the description has it. */
export interface GuardedCall extends CallStart {
  readonly operation: CallDescriptor | undefined;
}

/**
 * Gives notice of a deprecation, and runs `work` within the call's limits: it makes the request, sends it and reads the
 * response.
 */
export type Guard = <Value>(
  call: GuardedCall,
  work: (send: SendRequest, call: Call) => Promise<Value>,
) => Promise<Value>;

/** Makes the guard that named operations and the openapi-fetch client share. */
export function createGuard({ transport, operations, onDeprecation, now }: GuardOptions): Guard {
  return (call, work) => {
    // A path with its ids filled in must not bypass the notice.
    const meant = call.operation ?? matchOperation(operations, call.method, call.path);
    const before = meant?.deprecation && (() => giveNotice(meant, onDeprecation, now));
    if (!meant && effective(onDeprecation) === "throw") {
      throw new AtlasInvalidRequestError(
        "The path",
        "is not a path template of the description; while deprecated operations are rejected, only those can be called",
      );
    }
    const after = meant && ((said: ResponseMetadata) => reportNewSunset(meant, said.deprecation, onDeprecation));
    return transport(call, work, { before, after });
  };
}
