import { createProgress, type ReadResponse, type RequestCall } from "../transport/call.js";
import { DEFAULT_RETRY } from "../transport/retry-options.js";

/** A POST in progress, for a test of one transport layer. */
export function makeCall({ method = "POST", ...more }: Partial<RequestCall> & { method?: string } = {}): RequestCall {
  return {
    request: { method, url: "https://cloud.mongodb.com/x?secret", headers: {}, body: undefined },
    limits: { timeoutMs: 1000, deadlineMs: 5000, retry: DEFAULT_RETRY, retryUnsafe: false },
    signal: new AbortController().signal,
    progress: createProgress(method, "https://cloud.mongodb.com/x?secret"),
    purpose: "operation",
    ...more,
  };
}

/** A response without a body. */
export function makeResponse(status: number, headers: Record<string, string> = {}): ReadResponse {
  return { status, statusText: "", headers: new Headers(headers), bytes: new Uint8Array() };
}
