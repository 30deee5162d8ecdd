import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { FetchLike } from "../../../src/index.js";

/** A running server. */
export interface Served {
  /** Its URL, without a trailing slash. */
  readonly url: string;
  /** Stops it, and closes open connections. */
  close(): Promise<void>;
}

/**
 * Serves the responses of a `fetch`, on this machine only. If the `fetch` rejects, the connection is reset.
 *
 * @param port - 0 for a free one
 */
export async function serveFetch(fetch: FetchLike, port = 0): Promise<Served> {
  const listener: RequestListener = async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once("close", () => gone.abort());
    try {
      const { method = "GET", headers, url = "/" } = incoming;
      const sent = await buffer(incoming);
      const init = { method, headers: headers as HeadersInit, signal: gone.signal };
      const body = sent.length > 0 ? { body: sent.toString() } : {};
      const response = await fetch(`http://127.0.0.1${url}`, { ...init, ...body });
      const received = Buffer.from(await response.arrayBuffer());
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(received);
    } catch {
      // Reset, like a connection that failed.
      incoming.socket.resetAndDestroy();
    }
  };
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
