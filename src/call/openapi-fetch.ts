import { race } from "../support/race.js";
import type { Call } from "../transport/call.js";
import { OutsideFailure } from "../transport/outside.js";
import { toResponse } from "../transport/read-response.js";
import type { SendRequest } from "../transport/transport.js";

/** The input and the result of openapi-fetch's `request`, without the types of a particular description. */
export type UntypedRequest = (
  method: string,
  path: string,
  init: Record<string, unknown>,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/**
 * Sends through openapi-fetch, where middlewares of the program's own run, until the call ends. What they throw is
 * wrapped: it can be an error of another call of this package, and what that says of its request is not true of this one.
 */
export async function sentThrough<Result>(call: Call, send: () => Promise<Result>): Promise<Result> {
  try {
    return await race(call.signal, send());
  } catch (error) {
    throw call.progress.errors.includes(error) ? error : new OutsideFailure(error);
  }
}

/** The transport as openapi-fetch's `fetch`: errors of it are known as the call's own. */
export function toFetch(send: SendRequest, call: Call): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return toResponse(await send(request), call);
    } catch (error) {
      call.progress.errors.push(error);
      throw error;
    }
  };
}
