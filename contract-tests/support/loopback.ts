import type { IncomingMessage, ServerResponse } from "node:http";
import type { ExchangeJudge } from "../../scripts/toolkit/judge/index.js";
import { requestFaults } from "./judge.js";
import { serve } from "./serve.js";

/** A request as received over the wire. */
export interface ReceivedRequest {
  method: string;
  /** Path and query, as sent. */
  target: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** A server on this machine that records the requests that it receives. */
export interface Loopback extends AsyncDisposable {
  url: string;
  requests: ReceivedRequest[];
}

/** Responds to one request. A connection left open is closed with the server. */
export type Responder = (response: ServerResponse, request: ReceivedRequest) => void;

/**
 * Starts a server on a free loopback port. Use it with `await using`: closing it throws if a request for a described
 * operation breaks the description.
 *
 * @param judge - the judge of another description
 */
export async function startLoopback(respond: Responder, judge?: ExchangeJudge): Promise<Loopback> {
  const faults: string[] = [];
  const requests: ReceivedRequest[] = [];
  const served = await serve((incoming, response) => {
    receive(incoming, (request) => {
      requests.push(request);
      const url = `http://127.0.0.1${request.target}`;
      const { method, headers, body } = request;
      const sent = { method, url, headers: new Headers(headers as HeadersInit), body: Buffer.from(body) };
      faults.push(...requestFaults(sent, judge));
      respond(response, request);
    });
  });
  return {
    url: served.url,
    requests,
    [Symbol.asyncDispose]: async () => {
      await served[Symbol.asyncDispose]();
      if (faults.length > 0) throw new Error(`Not as described: ${faults.join("; ")}`);
    },
  };
}

/** Reads a request to its end. */
export function receive(incoming: IncomingMessage, received: (request: ReceivedRequest) => void): void {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    received({
      method: incoming.method ?? "",
      target: incoming.url ?? "",
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    });
  });
}

/** Responds with a JSON body. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  for (const [name, value] of Object.entries({ "Content-Type": "application/json", ...headers })) {
    response.setHeader(name, value);
  }
  response.writeHead(status).end(JSON.stringify(body));
}
