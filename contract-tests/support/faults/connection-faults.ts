import { cut, type Fault, harmless } from "./fault.js";
import { close, drip, GOOD_BODY, hold, partly, raw, reset, stall } from "./steps.js";

const HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

/** Connections that break, stall or are slow, at each point of an exchange. */
export const connectionFaults: Fault[] = [
  cut("reset before the response", reset),
  cut("closed before the response", close),
  cut("reset in the status line", partly("HTTP/1.1 2", reset)),
  cut("reset in the headers", partly(HEAD, reset)),
  cut("closed in the headers", partly(HEAD, close)),
  cut("reset before the body", partly(`${HEAD}Content-Length: 100\r\n\r\n`, reset)),
  cut("reset in the body", partly(`${HEAD}Content-Length: 100\r\n\r\n{"name":`, reset)),
  cut("closed in the body", partly(`${HEAD}Content-Length: 100\r\n\r\n{"name":`, close)),
  cut("closed in a chunk", partly(`${HEAD}Transfer-Encoding: chunked\r\n\r\n64\r\n{"name":`, close)),
  cut("closed between chunks", partly(`${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`, close)),
  cut("stalled before the response", stall, "AtlasTimeoutError"),
  cut("stalled in the status line", partly("HTTP/1.1 2", stall), "AtlasTimeoutError"),
  cut("stalled in the headers", partly(HEAD, stall), "AtlasTimeoutError"),
  cut("stalled in the body", partly(`${HEAD}Content-Length: 100\r\n\r\n{"name":`, hold), "AtlasTimeoutError"),
  cut("byte by byte, too slowly", drip(1e9), "AtlasTimeoutError"),
  harmless("byte by byte, in time", drip(0)),
  cut("an SMTP greeting", raw("220 mail.example.com ESMTP\r\n")),
  cut("HTTP/0.9", raw(GOOD_BODY)),
  cut("an invalid status line", raw("HTTP/1.1 OK 200\r\n\r\n")),
  cut("a header without a colon", raw(`HTTP/1.1 200 OK\r\nContent-Type application/json\r\n\r\n${GOOD_BODY}`)),
  cut("two lengths", raw(`${HEAD}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`)),
  cut("a negative length", raw(`${HEAD}Content-Length: -2\r\n\r\n{}`)),
  cut("an invalid chunk size", raw(`${HEAD}Transfer-Encoding: chunked\r\n\r\nxyz\r\n{}\r\n0\r\n\r\n`)),
  cut("headers without end", raw(`${HEAD}X-Long: ${"x".repeat(100_000)}\r\n\r\n{}`)),
  cut("another protocol", raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")),
];
