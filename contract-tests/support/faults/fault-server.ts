import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { type ReceivedRequest, receive } from "../loopback.js";
import { type Served, serve } from "../serve.js";
import { createGate, type Gate } from "./gate.js";

/** What a step of a script can do its damage with. */
export interface Exchange {
  request: ReceivedRequest;
  response: ServerResponse;
  /** The connection itself, for what no HTTP library would write. */
  socket: Socket;
  /** Says that the request has arrived, and that nothing comes of it. */
  stalled(): void;
}

/** How one request is answered, or not. */
export type Step = (exchange: Exchange) => void;

/**
 * What the server does, request by request; the last step is repeated. Where there is no step, all goes as usual: good
 * answers, tokens for those who may have them, and 401 for those who may not pass.
 */
export interface Script {
  /** The answers of the API to requests with valid credentials. */
  api?: readonly (Step | undefined)[];
  /** The answers of the token endpoint. */
  token?: readonly (Step | undefined)[];
  /** The answers to requests without valid credentials. */
  challenge?: readonly (Step | undefined)[];
  /** Called when a step has let a request stall: what a test then does, no slow machine does too soon. */
  stalled?: () => void;
}

/** A server on this machine that misbehaves on command. */
export interface FaultServer extends Served {
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

  const served = await serve((incoming, response) => {
    open.add(response);
    response.on("close", () => open.delete(response));
    receive(incoming, (request) => {
      const kind = request.target.includes("/api/oauth/") ? "token" : gate.allows(request) ? "api" : "refused";
      const steps = { api: script.api, token: script.token, refused: script.challenge }[kind];
      const step = steps?.[Math.min(seen[kind].length, steps.length - 1)];
      seen[kind].push(request);
      if (kind === "api") responses.push(response);
      const exchange = { request, response, socket: incoming.socket, stalled: () => script.stalled?.() };
      (step ?? gate.usual[kind])(exchange);
    });
  });
  // A request that is cut in its middle is no concern of the test's output.
  served.server.on("clientError", (_, socket) => socket.destroy());
  served.server.on("connection", (socket) => socket.on("error", () => {}));
  return {
    ...served,
    gate,
    seen,
    accepted: () => responses.filter((response) => !isRefusal(response)).length,
    play: (next) => {
      script = next;
      responses.length = 0;
      for (const requests of Object.values(seen)) requests.length = 0;
    },
    idle: async () => {
      for (const response of open) await once(response, "close");
    },
  };
}

// What was written past the library is no refusal, whatever it says.
function isRefusal(response: ServerResponse): boolean {
  const { headersSent, statusCode: status } = response;
  const later = /^(?:\d+|\w{3}, .* GMT)$/.test(String(response.getHeader("Retry-After") ?? ""));
  return headersSent && ((status >= 400 && status < 500) || (status === 503 && later));
}
