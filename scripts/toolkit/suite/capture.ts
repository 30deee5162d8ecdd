import type { Exchange } from "../judge/index.js";
import type { Send } from "./sdk.js";

/**
 * Makes a `fetch` that hands every exchange on, in the bytes that went over the wire, before the response is read.
 *
 * @param send - what really sends
 */
export function capturing(send: Send, onExchange: (exchange: Exchange) => void): Send {
  return async (url, init) => {
    const response = await send(url, init);
    onExchange(await toExchange(url, init, response.clone()));
    return response;
  };
}

/** An exchange out of what `fetch` was given and the response that it gave, whose body this reads. */
export async function toExchange(url: string, init: RequestInit, response: Response): Promise<Exchange> {
  const { method = "GET", headers, body } = init;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : await new Response(body).arrayBuffer();
  const received = await response.arrayBuffer();
  return {
    request: { method, url, headers: new Headers(headers), body: new Uint8Array(bytes) },
    response: { status: response.status, headers: response.headers, body: new Uint8Array(received) },
  };
}
