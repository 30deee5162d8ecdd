import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { type ReceivedRequest, receive } from "../loopback.js";
import { type Served, serve } from "../serve.js";
import { type CredentialChecker, createCredentialChecker } from "./credential-checker.js";
import type { Script } from "./fault.js";

/** A server on this machine that misbehaves on command. */
export interface FaultServer extends Served {
  readonly credentials: CredentialChecker;
  /** The requests since the script began: API requests with valid credentials and without, and token requests. */
  readonly seen: { api: ReceivedRequest[]; rejected: ReceivedRequest[]; token: ReceivedRequest[] };
  /** The number of requests with valid credentials that it did not reject explicitly, and so may have acted on. */
  accepted(): number;
  play(script: Script): void;
  /** Waits until no request is being handled. */
  idle(): Promise<void>;
}

/** Starts a server on a free loopback port. Use it with `await using`. */
export async function startFaultServer(): Promise<FaultServer> {
  const credentials = createCredentialChecker();
  const seen: FaultServer["seen"] = { api: [], rejected: [], token: [] };
  let script: Script = {};
  const open = new Set<ServerResponse>();
  const responses: ServerResponse[] = [];

  const served = await serve((incoming, response) => {
    open.add(response);
    response.on("close", () => open.delete(response));
    receive(incoming, (request) => {
      const kind = request.target.includes("/api/oauth/") ? "token" : credentials.allows(request) ? "api" : "rejected";
      const steps = { api: script.api, token: script.token, rejected: script.challenge }[kind];
      const step = steps?.[Math.min(seen[kind].length, steps.length - 1)];
      seen[kind].push(request);
      if (kind === "api") responses.push(response);
      const exchange = { request, response, socket: incoming.socket, stalled: () => script.stalled?.() };
      (step ?? credentials.usual[kind])(exchange);
    });
  });
  // A request that is cut halfway does not belong in the test's output.
  served.server.on("clientError", (_, socket) => socket.destroy());
  served.server.on("connection", (socket) => socket.on("error", () => {}));
  return {
    ...served,
    credentials,
    seen,
    accepted: () => responses.filter((response) => !isRejection(response)).length,
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

// A response written directly to the socket is not a rejection, whatever its content.
function isRejection(response: ServerResponse): boolean {
  const { headersSent, statusCode: status } = response;
  const later = /^(?:\d+|\w{3}, .* GMT)$/.test(String(response.getHeader("Retry-After") ?? ""));
  return headersSent && ((status >= 400 && status < 500) || (status === 503 && later));
}
