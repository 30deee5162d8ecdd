// Real timers, even while a test has stopped the SDK's clock.
import { setTimeout } from "node:timers";
import { gzipSync } from "node:zlib";
import { sendJson } from "../loopback.js";
import { CLUSTER } from "./credential-checker.js";
import type { Exchange, Step } from "./fault.js";

/** A good response. */
export const GOOD_BODY = JSON.stringify(CLUSTER);

/** A step without a fault. */
export const good: Step = ({ response }) => sendJson(response, 200, CLUSTER);

/** A response with any body. */
export function respond(status: number, body: string | Uint8Array, headers: Record<string, string> = {}): Step {
  return ({ response }) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(status).end(body);
  };
}

/** An error in Atlas's form. */
export function failure(status: number, headers: Record<string, string> = {}): Step {
  return ({ response }) =>
    sendJson(response, status, { error: status, errorCode: "SOME_CODE", detail: "Words." }, headers);
}

/** A response that no HTTP library would write; the connection is closed after it. */
export function raw(text: string | Buffer): Step {
  return ({ socket }) => socket.end(text);
}

/** Writes the beginning of a response, then runs `next`. */
export function partly(text: string, next: Step): Step {
  return (exchange) => exchange.socket.write(text, () => next(exchange));
}

/** Resets the connection, some time after the bytes before have arrived. */
export const reset: Step = ({ socket }) => void setTimeout(() => socket.resetAndDestroy(), 5);

/** Closes the connection cleanly, but too early. */
export const close: Step = ({ socket }) => void setTimeout(() => socket.end(), 5);

/** Sends nothing more, before the head of a response is complete. */
export const stall: Step = ({ stalled }) => stalled();

/** Sends nothing more after the head, which the client has received by then. */
export const hold: Step = () => {};

/** A good response, byte by byte, after that many spaces. */
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

/** As many bytes as requested, for as long as the client reads them. */
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

/** A small response that decompresses to twenty times the allowed size. */
export const gzipBomb = respond(200, gzipSync(Buffer.alloc(20_000_000, " ")), {
  "Content-Type": "application/json",
  "Content-Encoding": "gzip",
});

/** Repeats the credentials, in the form that `how` makes of them. */
export function echo(how: (said: string, exchange: Exchange) => void): Step {
  return (exchange) => how(exchange.request.headers.authorization ?? "", exchange);
}
