import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { type ReceivedRequest, receive } from "../loopback.js";
import { createGate, type Gate } from "./gate.js";

/** What a step of a script can do its damage with. */
export interface Exchange {
  request: ReceivedRequest;
  response: ServerResponse;
  /** The connection itself, for what no HTTP library would write. */
  socket: Socket;
  /** The address of the server. */
  url: string;
}

/** How one request is answered, or not. */
export type Step = (exchange: Exchange) => void;

/**
 * What the server does, request by request; the last step is repeated. Where there is no step, all goes as usual: good
 * answers, tokens for those who may have them, and 401 for those who may not pass.
 */
export interface Script {
  /** Every connection is ended like this before anything is read from it. */
  connect?: (socket: Socket) => void;
  /** The answers of the API to requests with valid credentials. */
  api?: readonly (Step | undefined)[];
  /** The answers of the token endpoint. */
  token?: readonly (Step | undefined)[];
  /** The answers to requests without valid credentials. */
  challenge?: readonly (Step | undefined)[];
}

/** A server on this machine that misbehaves on command. */
export interface FaultServer extends AsyncDisposable {
  readonly url: string;
  readonly gate: Gate;
  /** The requests since the script began: to the API with valid credentials, without them, and for tokens. */
  readonly seen: { api: ReceivedRequest[]; refused: ReceivedRequest[]; token: ReceivedRequest[] };
  /** How many requests with valid credentials it did not refuse in so many words, and may so have acted on. */
  accepted(): number;
  play(script: Script): void;
  /** Waits until no request is under way. */
  idle(): Promise<void>;
}

/** Starts a server on a free loopback port. Use it with `await using`. */
export async function startFaultServer(): Promise<FaultServer> {
  const gate = createGate();
  const seen: FaultServer["seen"] = { api: [], refused: [], token: [] };
  let script: Script = {};
  const open = new Set<ServerResponse>();
  const responses: ServerResponse[] = [];

  const server = createServer((incoming, response) => {
    open.add(response);
    response.on("close", () => open.delete(response));
    receive(incoming, (request) => {
      const kind = request.target.includes("/api/oauth/") ? "token" : gate.allows(request) ? "api" : "refused";
      const steps = { api: script.api, token: script.token, refused: script.challenge }[kind];
      const step = steps?.[Math.min(seen[kind].length, steps.length - 1)];
      seen[kind].push(request);
      if (kind === "api") responses.push(response);
      const exchange = { request, response, socket: incoming.socket, url };
      (step ?? gate.usual[kind])(exchange);
    });
  });
  // A request that is cut in its middle is no concern of the test's output.
  server.on("clientError", (_, socket) => socket.destroy());
  server.on("connection", (socket) => {
    socket.on("error", () => {});
    script.connect?.(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    gate,
    seen,
    accepted: () => responses.filter((response) => !isRefusal(response)).length,
    play: (next) => {
      script = next;
      responses.length = 0;
      for (const requests of Object.values(seen)) requests.length = 0;
    },
    idle: async () => {
      while (open.size > 0) await new Promise((resolve) => setImmediate(resolve));
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// What was written past the library is no refusal, whatever it says.
function isRefusal(response: ServerResponse): boolean {
  const { headersSent, statusCode: status } = response;
  const later = /^(?:\d+|\w{3}, .* GMT)$/.test(String(response.getHeader("Retry-After") ?? ""));
  return headersSent && ((status >= 400 && status < 500) || (status === 503 && later));
}
