import { AtlasConnectionError, type RequestSummary } from "./transport-errors.js";

// With these, met while connecting, the connection was never made, so no byte of the request has left.
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);
// A "read" or "write" can fail with the same codes, long after the request has left.
const CONNECTING = new Set(["connect", "getaddrinfo"]);

/** Turns what `fetch` rejected with into an {@link AtlasConnectionError} that says whether anything can have been sent. */
export function connectionFailure(error: unknown, request: RequestSummary): AtlasConnectionError {
  const { code, syscall = "connect" } = findSystemError(error);
  const problem = `got no answer: the connection failed${code ? ` (${code})` : ""}`;
  return new AtlasConnectionError(problem, request, !(code && NEVER_SENT.has(code) && CONNECTING.has(syscall)), {
    cause: error,
  });
}

// Node puts the system's code on a cause, at a depth that depends on what failed.
function findSystemError(error: unknown): { code?: string; syscall?: string } {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === "object" && current !== null; depth += 1) {
    const code: unknown = Reflect.get(current, "code");
    const syscall: unknown = Reflect.get(current, "syscall");
    if (typeof code === "string") return typeof syscall === "string" ? { code, syscall } : { code };
    current = Reflect.get(current, "cause");
  }
  return {};
}
