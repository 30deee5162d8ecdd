// Real timers, also while a test has stopped the clock of the SDK.
import { setTimeout } from "node:timers";
import { gzipSync } from "node:zlib";
import { sendJson } from "../loopback.js";
import { CLUSTER } from "./credential-checker.js";
import type { Exchange, Step } from "./fault.js";

/** What a good response looks like. */
export const GOOD_BODY = JSON.stringify(CLUSTER);

/** All is well. */
export const good: Step = ({ response }) => sendJson(response, 200, CLUSTER);

/** A response with a body of any kind. */
export function respond(status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Step {
  return ({ response }) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(status).end(body);
  };
}

/** An error as Atlas writes it. */
export function failure(status: number, headers: Record<string, string> = {}): Step {
  return ({ response }) =>
    sendJson(response, status, { error: status, errorCode: "SOME_CODE", detail: "Words." }, headers);
}

/** A response that no HTTP library would write; the connection is closed after it. */
export function raw(text: string | Buffer): Step {
  return ({ socket }) => socket.end(text);
}

/** The beginning of a response, and then what `next` does. */
export function partly(text: string, next: Step): Step {
  return (exchange) => exchange.socket.write(text, () => next(exchange));
}

/** Resets the connection, some time after what was written before has arrived. */
export const reset: Step = ({ socket }) => void setTimeout(() => socket.resetAndDestroy(), 5);

/** Closes the connection in good order, but too early. */
export const close: Step = ({ socket }) => void setTimeout(() => socket.end(), 5);

/** Nothing more comes before the head of a response is complete. */
export const stall: Step = ({ stalled }) => stalled();

/** Nothing more comes after the head, which the client sees by itself. */
export const hold: Step = () => {};

/** A good response, byte by byte, after as many spaces. */
export function drip(spaces: number): Step {
  return ({ response }) => {
    const bytes = Buffer.from(GOOD_BODY);
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": spaces + bytes.length });
    const next = (at: number) => {
      if (at === bytes.length || response.destroyed) return void response.end();
      response.write(at < 0 ? " " : bytes.subarray(at, at + 1));
      setImmediate(next, at + 1);
    };
    next(-spaces);
  };
}

/** As many bytes as are asked for, for as long as anybody reads them. */
export function flood(status: number, bytes: number): Step {
  return ({ response }) => {
    const chunk = Buffer.alloc(65_536, " ");
    response.writeHead(status, { "Content-Type": "application/json" });
    const next = (left: number): void => {
      if (left <= 0 || response.destroyed) return void response.end();
      response.write(chunk, () => next(left - chunk.length));
    };
    next(bytes);
  };
}

/** A good response, compressed. */
export const gzipped = respond(200, gzipSync(GOOD_BODY), {
  "Content-Type": "application/json",
  "Content-Encoding": "gzip",
});

/** A small response that becomes twenty times as large as is allowed. */
export const gzipBomb = respond(200, gzipSync(Buffer.alloc(20_000_000, " ")), {
  "Content-Type": "application/json",
  "Content-Encoding": "gzip",
});

/** Says the credentials back, in whatever way `how` makes of them. */
export function echo(how: (said: string, exchange: Exchange) => void): Step {
  return (exchange) => how(exchange.request.headers.authorization ?? "", exchange);
}
