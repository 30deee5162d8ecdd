import { type AtlasAuth, bearer } from "../../../src/index.js";
import { apiKey } from "../../../src/node/index.js";
import { DEFAULT_LIMITS } from "../../../src/options/limits.js";
import type { FetchLike } from "../../../src/transport/send.js";
import { createTransport } from "../../../src/transport/transport.js";
import { version } from "../../../src/version.js";
import type { Probe } from "./derive-probes.js";
import { MADE_UP } from "./safeguards.js";

/** The credentials of a probe. */
const CREDENTIALS: Record<Probe["credentials"], (real: AtlasAuth) => AtlasAuth> = {
  // The challenge itself is the response to check, so it is not answered.
  none: () => ({ authorize: () => null, reauthorize: () => undefined }),
  "a made-up token": () => bearer(MADE_UP.token),
  "a made-up API key": () => apiKey({ publicKey: MADE_UP.publicKey, privateKey: MADE_UP.privateKey }),
  "the real ones": (real) => real,
};

/**
 * Sends a probe once through the client's own transport, with its limits and its authentication, but without retries.
 *
 * @returns the reason, if there is no response that the client can read
 */
export function sendProbe(
  { request: { url, ...init }, credentials }: Probe,
  { auth, baseUrl, fetch }: { auth: AtlasAuth; baseUrl: string; fetch: FetchLike },
): Promise<Error | undefined> {
  const transport = createTransport({
    ...{ auth: CREDENTIALS[credentials](auth), baseUrl, fetch },
    userAgent: `atlas-tenant-upgrade-contract-live/${version}`,
    limits: { ...DEFAULT_LIMITS, timeoutMs: 30_000, retry: { ...DEFAULT_LIMITS.retry, attempts: 1 } },
    maxResponseBytes: 1_000_000,
    ...{ hooks: {}, now: Date.now },
  });
  const call = transport({ method: init.method, path: new URL(url).pathname }, (send) => send(new Request(url, init)));
  return call.then(
    () => undefined,
    (error: Error) => error,
  );
}
