import { type AtlasAuth, bearer } from "../../../src/index.js";
import { apiKey } from "../../../src/node/index.js";
import type { ContractOperation } from "../description/index.js";
import type { RawRequest } from "../suite/index.js";

/** Credentials that don't exist: too short to be real, and named for what they are. */
export const MADE_UP = { token: "contract-live-no-such-token", publicKey: "no-such-key", privateKey: "no-such-secret" };

/** Whose credentials may go with a question: how they authenticate, and what they send. */
export const CREDENTIALS = {
  // The challenge itself is the response to check, so it is not met.
  none: { auth: () => ({ authorize: () => null, reauthorize: () => undefined }), header: undefined },
  "a made-up token": { auth: () => bearer(MADE_UP.token), header: `Bearer ${MADE_UP.token}` },
  "a made-up API key": {
    auth: () => apiKey({ publicKey: MADE_UP.publicKey, privateKey: MADE_UP.privateKey }),
    header: `Digest username="${MADE_UP.publicKey}"`,
  },
  "the real ones": { auth: (real) => real, header: "Bearer of the environment" },
} as const satisfies Record<string, { auth: (real: AtlasAuth) => AtlasAuth; header: string | undefined }>;

/** A question to a real server: a request that can't change anything. */
export interface Probe {
  /** What is asked, in words. */
  name: string;
  operation: ContractOperation;
  /** Its credentials are added when it is sent. */
  request: RawRequest;
  credentials: keyof typeof CREDENTIALS;
  /** Why it can't change anything. */
  safeguards: readonly string[];
  /** The statuses that the description, or else HTTP itself, has for this request. */
  expected: readonly number[];
}

/** A question that is not asked, and why. */
export interface ProbeSkip {
  operation: string;
  name: string;
  reason: string;
}
