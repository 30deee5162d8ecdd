/** Reads the arguments of a `fetch` call, in any form that the global one accepts. */
export async function readFetch(input: string | URL | Request, init: RequestInit = {}) {
  if (typeof input === "string" || input instanceof URL) {
    const { method = "GET", headers, body, signal } = init;
    const text = typeof body === "string" ? body : body == null ? "" : await new Response(body).text();
    return {
      url: new URL(input),
      method: method.toUpperCase(),
      headers: new Headers(headers),
      text,
      signal: signal ?? undefined,
    };
  }
  const request = new Request(input, init);
  const { method, headers, signal } = request;
  return { url: new URL(request.url), method, headers, text: await request.text(), signal };
}
