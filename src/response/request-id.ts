/** The server's own name for a request, to be spread into a result or an error. */
export function readRequestId(headers: Headers): { requestId?: string } {
  const requestId = headers.get("X-Request-Id");
  return requestId ? { requestId } : {};
}
