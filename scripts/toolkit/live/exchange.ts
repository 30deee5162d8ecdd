import type { FetchLike } from "../../../src/transport/send.js";
import type { Exchange } from "../judge/index.js";
import { toExchange } from "../suite/index.js";
import type { Redactor } from "./redact.js";

/** An exchange with a real server. */
export interface LiveExchange extends Exchange {
  started: Date;
  durationMs: number;
}

/**
 * A fetch that goes along no redirect, hands each exchange to `keep`, and notes the secrets that it sees.
 *
 * @param keep - not there for exchanges that are not of interest, such as those for a token
 */
export function recordingFetch(redactor: Redactor, keep?: (exchange: LiveExchange) => void): FetchLike {
  return async (url, init) => {
    redactor.note(new Headers(init.headers));
    const started = new Date();
    const start = performance.now();
    const response = await fetch(url, { ...init, redirect: "manual" });
    redactor.note(response.headers);
    if (keep) {
      const exchange = await toExchange(url, init, response.clone());
      keep({ ...exchange, started, durationMs: performance.now() - start });
    }
    return response;
  };
}
