import type { AtlasAuth } from "../../../src/index.js";
import { DEFAULT_LIMITS } from "../../../src/options/limits.js";
import type { FetchLike } from "../../../src/transport/send.js";
import { createTransport } from "../../../src/transport/transport.js";
import { version } from "../../../src/version.js";
import { CREDENTIALS, type Probe } from "./probe.js";

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
    ...{ auth: CREDENTIALS[credentials].auth(auth), baseUrl, fetch },
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
