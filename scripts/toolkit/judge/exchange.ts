import type { ContractOperation } from "../description/index.js";

/** A request as sent over the wire. */
export interface ExchangeRequest {
  method: string;
  url: string;
  headers: Headers;
  body: Uint8Array;
}

/** A response as received over the wire. */
export interface ExchangeResponse {
  status: number;
  headers: Headers;
  body: Uint8Array;
}

/** A request and its response. */
export interface Exchange {
  request: ExchangeRequest;
  response: ExchangeResponse;
}

/** One way in which an exchange, or a value in it, breaks the description. */
export interface Fault {
  /**
   * Of an exchange: `request` or `response`, then `path`, `method`, `query`, `header`, `status` or `body`, then the
   * property. Of a value: the path of the property; a missing property has the path of its parent.
   */
  location: string[];
  /** The broken rule: a schema's keyword, or `unknown`, `repeated`, `undeclared` and the like. */
  rule: string;
  message: string;
}

/** A fault, from its parts. */
export function fault(location: string[], rule: string, message: string): Fault {
  return { location, rule, message };
}

/** The faults of a value, located in the exchange that has the value. */
export function faultsIn(location: readonly string[], faults: readonly Fault[]): Fault[] {
  return faults.map((found) => ({ ...found, location: [...location, ...found.location] }));
}

/** The result for an exchange. */
export interface ExchangeJudgement {
  /** The operation, if it was found. */
  operation: ContractOperation | undefined;
  /** Empty if the exchange matches the description. */
  faults: Fault[];
}

/** A fault in one line. */
export function faultLine({ location, rule, message }: Fault): string {
  return `${location.join(".")}: ${message} (${rule})`;
}

/**
 * Makes a `fetch` that reports every exchange, in the bytes on the wire, before the response is read.
 *
 * @param send - sends the request
 */
export function capturing(
  send: (url: string, init: RequestInit) => Promise<Response>,
  onExchange: (exchange: Exchange) => void,
): typeof send {
  return async (url, init) => {
    const response = await send(url, init);
    const { method = "GET", headers, body } = init;
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : await new Response(body).arrayBuffer();
    const received = await response.clone().arrayBuffer();
    onExchange({
      request: { method, url, headers: new Headers(headers), body: new Uint8Array(bytes) },
      response: { status: response.status, headers: response.headers, body: new Uint8Array(received) },
    });
    return response;
  };
}
