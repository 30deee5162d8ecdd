import { scrub } from "./transport/secrets.js";

/** The server's own name for a request, to be spread into what tells of the answer; secrets are blacked out. */
export function readRequestId(headers: Headers, secrets: Iterable<string> = []): { requestId?: string } {
  const requestId = headers.get("X-Request-Id");
  return requestId ? { requestId: scrub(requestId, secrets) } : {};
}
