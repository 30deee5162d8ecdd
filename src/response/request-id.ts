/** The server's own name for a request, to be spread into what tells of the response. */
export function readRequestId(headers: Headers): { requestId?: string } {
  const requestId = headers.get("X-Request-Id");
  return requestId ? { requestId } : {};
}
