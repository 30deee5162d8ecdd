import { type AtlasAuth, bearer } from "../../../src/index.js";
import { apiKey } from "../../../src/node/index.js";
import { DEFAULT_LIMITS } from "../../../src/options/limits.js";
import type { FetchLike } from "../../../src/transport/send.js";
import { createTransport } from "../../../src/transport/transport.js";
import { version } from "../../../src/version.js";
import type { Probe, ProbeCredentials } from "./probe.js";
import { MADE_UP } from "./safeguards.js";

/** Sends a question once, by the client's own transport: its limits, its ways to authenticate, and no retries. */
export async function sendProbe(
  { request: { url, ...init }, credentials }: Probe,
  { auth, baseUrl, fetch }: { auth: AtlasAuth; baseUrl: string; fetch: FetchLike },
): Promise<void> {
  const transport = createTransport({
    auth: authFor(credentials, auth),
    baseUrl,
    fetch,
    userAgent: `atlas-tenant-upgrade-contract-live/${version}`,
    limits: {
      ...DEFAULT_LIMITS,
      timeoutMs: 30_000,
      retry: { ...DEFAULT_LIMITS.retry, attempts: 1 },
    },
    maxResponseBytes: 1_000_000,
    hooks: {},
    now: Date.now,
  });
  const request = new Request(url, init);
  await transport({ method: request.method, path: new URL(url).pathname }, (send) => send(request));
}

function authFor(credentials: ProbeCredentials, real: AtlasAuth): AtlasAuth {
  switch (credentials) {
    case "none":
      // What is asked for is not given: only the first response is of interest.
      return { authorize: () => null, reauthorize: () => undefined };
    case "a made-up token":
      return bearer(MADE_UP.token);
    case "a made-up API key":
      return apiKey({ publicKey: MADE_UP.publicKey, privateKey: MADE_UP.privateKey });
    default:
      return real;
  }
}
