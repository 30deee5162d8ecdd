import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A running server of a test. */
export interface Served extends AsyncDisposable {
  /** Its URL, without a trailing slash. */
  readonly url: string;
  readonly server: Server;
}

/**
 * Starts a server on a free loopback port, without time limits: on a slow machine, Node's default limits could close a
 * connection just when a client uses it again. Stopping the server closes open connections.
 */
export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer({ keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 }, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
