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
 * Sends through openapi-fetch, which runs the program's middlewares, until the call ends. What they throw is wrapped:
 * it may be an error of another call, which must not be taken for an error of this one.
 */
export async function sentThrough<Result>(call: Call, send: () => Promise<Result>): Promise<Result> {
  try {
    return await race(call.signal, send());
  } catch (error) {
    throw call.progress.errors.includes(error) ? error : new OutsideFailure(error);
  }
}

/** Makes a `fetch` for openapi-fetch from the transport. Its errors are recorded as the call's own. */
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
