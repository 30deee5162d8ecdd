import { giveNotice, isRejected, type OnDeprecation, reportNewSunset } from "../deprecation/deprecation.js";
import { AtlasInvalidRequestError } from "../errors.js";
import type { OperationDescriptor } from "../operation.js";
import type { ResponseMetadata } from "../response/metadata.js";
import type { Call, CallLimits } from "../transport/call.js";
import type { SendRequest, Transport } from "../transport/transport.js";
import { matchOperation } from "./find-operation.js";
import { checkPath } from "./path-check.js";
import { readRequest } from "./read-request.js";

/** The checks that every call passes before it is sent. */
export interface GuardOptions {
  readonly transport: Transport;
  readonly operations: readonly OperationDescriptor[];
  readonly onDeprecation: OnDeprecation;
  readonly now: () => number;
}

/** A call that is about to be made. */
export interface GuardedCall {
  readonly method: string;
  /** The path template. */
  readonly path: string;
  /** The parameters of the path. */
  readonly parameters: Record<string, unknown> | undefined;
  /** The operation, if the description has it. */
  readonly operation: OperationDescriptor | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: CallLimits | undefined;
  readonly cluster?: string | undefined;
}

/** Checks a call's path, gives notice of a deprecation, and runs `work` within the call's limits. */
export type Guard = <Value>(call: GuardedCall, work: Work<Value>) => Promise<Value>;

/** Makes the request, sends it and reads the response. */
export type Work<Value> = (send: SendRequest, call: Call) => Promise<Value>;

/** Makes the guard that named operations and the openapi-fetch client share. */
export function createGuard({ transport, operations, onDeprecation, now }: GuardOptions): Guard {
  return ({ method, path, operation, parameters, signal, limits, cluster }, work) => {
    readRequest(() => {
      checkPath(path, parameters ?? {}, operation, { template: true });
    });
    // A path with its ids filled in must not bypass the notice.
    const meant = operation ?? matchOperation(operations, method, path);
    const before = meant?.deprecation && (() => giveNotice(meant, onDeprecation, now));
    if (!meant && isRejected(onDeprecation)) {
      throw new AtlasInvalidRequestError(
        "The path",
        "is not a path template of the description; while deprecated operations are rejected, only those can be called",
      );
    }
    const after = meant && ((said: ResponseMetadata) => reportNewSunset(meant, said.deprecation, onDeprecation));
    return transport({ method, path, signal, limits, cluster, before, after }, work);
  };
}
