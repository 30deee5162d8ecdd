import type { Exchange } from "../judge/index.js";
import type { Send } from "./sdk.js";

/**
 * Makes a `fetch` that hands every exchange on, in the bytes that went over the wire, before the answer is read.
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

/** An exchange out of what `fetch` was given and what it gave, which is read by that. */
export async function toExchange(url: string, init: RequestInit, response: Response): Promise<Exchange> {
  const { method = "GET", headers, body } = init;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : await new Response(body).arrayBuffer();
  const answer = await response.arrayBuffer();
  return {
    request: { method, url, headers: new Headers(headers), body: new Uint8Array(bytes) },
    response: { status: response.status, headers: response.headers, body: new Uint8Array(answer) },
  };
}
