import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ReceivedRequest } from "../loopback.js";

/** What a step of a script can do its damage with. */
export interface Exchange {
  request: ReceivedRequest;
  response: ServerResponse;
  /** The connection itself, for what no HTTP library would write. */
  socket: Socket;
  /** Says that the request has arrived, and that nothing comes of it. */
  stalled(): void;
}

/** How one request is handled. */
export type Step = (exchange: Exchange) => void;

/**
 * What the server does, request by request; the last step is repeated. Where there is no step, all goes as usual: good
 * responses, tokens for those who may have them, and 401 for those who may not pass.
 */
export interface Script {
  /** The responses of the API to requests with valid credentials. */
  api?: readonly (Step | undefined)[];
  /** The responses of the token endpoint. */
  token?: readonly (Step | undefined)[];
  /** The responses to requests without valid credentials. */
  challenge?: readonly (Step | undefined)[];
  /** Called when a step has let a request stall: what a test then does, no slow machine does too soon. */
  stalled?: () => void;
}

/** What must come of a fault. */
export interface Expected {
  /** The class of the error; missing for a success. */
  error?: string;
  status?: number;
  maybeSent?: boolean;
  /** How many requests the API must see that have valid credentials. */
  requests: number;
  /** How many of them it may have acted on: those that it did not reject in so many words. */
  accepted?: number;
  /** How many requests the token endpoint must see. */
  tokens?: number;
}

/** One way to misbehave. */
export interface Fault {
  name: string;
  script: Script;
  /** What must come of it in a call that changes something. */
  post: Expected;
  /** What must come of it in a call that only reads, where that differs. */
  get?: Expected;
}

/** A response that is not usable: sent once, and perhaps acted on. */
export function unusable(name: string, step: Step, status: number): Fault {
  const accepted = status < 400 || status >= 500 ? 1 : 0;
  const post = { error: "AtlasUnexpectedResponseError", status, maybeSent: true, requests: 1, accepted };
  return { name, script: { api: [step] }, post };
}

/** A connection that fails after the request: a POST once, a GET as often as attempts are allowed. */
export function cut(name: string, step: Step, error = "AtlasConnectionError"): Fault {
  const post = { error, maybeSent: true, requests: 1 };
  return { name, script: { api: [step] }, post, get: { ...post, requests: 3 } };
}

/** An error status: final, but for a GET that failed in the server. */
export function rejected(name: string, step: Step, status: number): Fault {
  const post = { error: "AtlasApiError", status, requests: 1, accepted: status < 500 ? 0 : 1 };
  return {
    name,
    script: { api: [step] },
    post,
    ...(status >= 500 && { get: { error: post.error, status, requests: 3 } }),
  };
}

/** No fault in the end. */
export function harmless(name: string, step: Step): Fault {
  return { name, script: { api: [step] }, post: { requests: 1 } };
}
