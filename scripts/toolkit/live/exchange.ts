import type { Secrets } from "../../../src/redaction/secrets.js";
import type { FetchLike } from "../../../src/transport/send.js";
import { capturing, type Exchange } from "../judge/index.js";

/** An exchange with a real server. */
export interface LiveExchange extends Exchange {
  started: Date;
  durationMs: number;
}

/** A fetch that follows no redirect, hands each exchange to `keep`, and remembers the credentials that it sends. */
export function recordingFetch(secrets: Secrets, keep: (exchange: LiveExchange) => void): FetchLike {
  return (url, init) => {
    const authorization = new Headers(init.headers).get("Authorization");
    if (authorization) secrets.remember(authorization);
    const started = new Date();
    const start = performance.now();
    const send = (target: string, options: RequestInit) => fetch(target, { ...options, redirect: "manual" });
    return capturing(send, (exchange) => keep({ ...exchange, started, durationMs: performance.now() - start }))(
      url,
      init,
    );
  };
}

/** A response in a few words. */
export function responseLine({ response, durationMs }: LiveExchange): string {
  const [, code = ""] = /"errorCode"\s*:\s*"([\w-]{1,80})"/.exec(new TextDecoder().decode(response.body)) ?? [];
  return [response.status, code, `in ${Math.round(durationMs)} ms`].filter(Boolean).join(" ");
}
