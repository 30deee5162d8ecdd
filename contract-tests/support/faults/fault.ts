import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { ReceivedRequest } from "../loopback.js";

/** The objects that a step of a script can use. */
export interface Exchange {
  request: ReceivedRequest;
  response: ServerResponse;
  /** The connection itself, for bytes that no HTTP library would write. */
  socket: Socket;
  /** Reports that the request has arrived and is now stalled. */
  stalled(): void;
}

/** Handles one request. */
export type Step = (exchange: Exchange) => void;

/**
 * The steps of the server, one for each request; the last step is repeated. Without a step, the server behaves
 * normally: good responses, tokens for valid clients, and 401 for invalid credentials.
 */
export interface Script {
  /** The responses of the API to requests with valid credentials. */
  api?: readonly (Step | undefined)[];
  /** The responses of the token endpoint. */
  token?: readonly (Step | undefined)[];
  /** The responses to requests without valid credentials. */
  challenge?: readonly (Step | undefined)[];
  /** Called when a step has stalled a request: what the test does then can't be too early, however slow the machine. */
  stalled?: () => void;
}

/** The expected result of a fault. */
export interface Expected {
  /** The class of the error; left out for a success. */
  error?: string;
  status?: number;
  maybeSent?: boolean;
  /** The number of API requests with valid credentials. */
  requests: number;
  /** The number of requests that it may have acted on: those that it did not reject explicitly. */
  accepted?: number;
  /** The number of requests to the token endpoint. */
  tokens?: number;
}

/** One fault. */
export interface Fault {
  name: string;
  script: Script;
  /** The result of a call that changes something. */
  post: Expected;
  /** The result of a call that only reads, if that differs. */
  get?: Expected;
}

/** An unusable response: the request is sent once, and Atlas may have acted on it. */
export function unusable(name: string, step: Step, status: number): Fault {
  const accepted = status < 400 || status >= 500 ? 1 : 0;
  const post = { error: "AtlasUnexpectedResponseError", status, maybeSent: true, requests: 1, accepted };
  return { name, script: { api: [step] }, post };
}

/** A connection that fails after the request: a POST is sent once, a GET as often as attempts are allowed. */
export function cut(name: string, step: Step, error = "AtlasConnectionError"): Fault {
  const post = { error, maybeSent: true, requests: 1 };
  return { name, script: { api: [step] }, post, get: { ...post, requests: 3 } };
}

/** An error status: final, except for a GET that failed in the server. */
export function rejected(name: string, step: Step, status: number): Fault {
  const post = { error: "AtlasApiError", status, requests: 1, accepted: status < 500 ? 0 : 1 };
  return {
    name,
    script: { api: [step] },
    post,
    ...(status >= 500 && { get: { error: post.error, status, requests: 3 } }),
  };
}

/** The call succeeds in the end. */
export function harmless(name: string, step: Step): Fault {
  return { name, script: { api: [step] }, post: { requests: 1 } };
}
