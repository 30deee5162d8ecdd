import { AtlasConnectionError, type RequestSummary } from "./transport-errors.js";

// With these the connection was never made, so no byte of the request has left.
const NEVER_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "EHOSTUNREACH"]);

/** Turns what `fetch` rejected with into an {@link AtlasConnectionError} that says whether anything can have been sent. */
export function connectionFailure(error: unknown, request: RequestSummary): AtlasConnectionError {
  const code = findCode(error);
  const problem = `got no answer: the connection failed${code ? ` (${code})` : ""}`;
  return new AtlasConnectionError(problem, request, !(code && NEVER_SENT.has(code)), { cause: error });
}

// Node puts the system's code on a cause, at a depth that depends on what failed.
function findCode(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && typeof current === "object" && current !== null; depth += 1) {
    const code: unknown = Reflect.get(current, "code");
    if (typeof code === "string") return code;
    current = Reflect.get(current, "cause");
  }
  return undefined;
}
