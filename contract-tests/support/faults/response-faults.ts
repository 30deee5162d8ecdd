import { gzipSync } from "node:zlib";
import { cut, type Fault, harmless, rejected, unusable } from "./fault.js";
import { echo, failure, flood, GOOD_BODY, gzipBomb, gzipped, partly, raw, respond } from "./steps.js";

const JSON_TYPE = { "Content-Type": "application/json" };
const HTML = "<!doctype html><title>Maintenance</title>";
const HTML_TYPE = { "Content-Type": "text/html" };
const SUCCESSES = [200, 201, 202, 204, 205, 206];
const ERRORS = [400, 402, 403, 404, 405, 406, 408, 409, 410, 415, 418, 422, 451, 500, 501, 502, 503, 504, 599];

/** Responses that are complete, but not what the client asked for. */
export const responseFaults: Fault[] = [
  ...SUCCESSES.map((status) => unusable(`${status} without a body`, respond(status, ""), status)),
  ...ERRORS.map((status) => rejected(`${status} without a body`, respond(status, ""), status)),
  ...[400, 404, 409, 500].map((status) => rejected(`${status} as Atlas writes it`, failure(status), status)),
  unusable("HTML with 200", respond(200, HTML, HTML_TYPE), 200),
  rejected("HTML with 404", respond(404, HTML, HTML_TYPE), 404),
  rejected("HTML with 502", respond(502, HTML, HTML_TYPE), 502),
  harmless("another content type", respond(200, GOOD_BODY, { "Content-Type": "text/plain" })),
  harmless("no content type", respond(200, GOOD_BODY)),
  unusable("truncated JSON", respond(200, GOOD_BODY.slice(0, -4), JSON_TYPE), 200),
  unusable("JSON followed by more bytes", respond(200, `${GOOD_BODY}}`, JSON_TYPE), 200),
  unusable("a number", respond(200, "42", JSON_TYPE), 200),
  unusable("null", respond(200, "null", JSON_TYPE), 200),
  rejected("a truncated error", respond(400, '{"error":400,"errorCo', JSON_TYPE), 400),
  rejected("an error that is not an object", respond(400, '"sorry"', JSON_TYPE), 400),
  unusable(
    "bytes that are not UTF-8",
    respond(200, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), JSON_TYPE),
    200,
  ),
  rejected("an error that is not UTF-8", respond(400, Buffer.from([0xff, 0xfe]), JSON_TYPE), 400),
  harmless("gzip", gzipped),
  cut("invalid gzip", respond(200, GOOD_BODY, { ...JSON_TYPE, "Content-Encoding": "gzip" })),
  unusable(
    "truncated gzip",
    respond(200, gzipSync(GOOD_BODY).subarray(0, 20), { ...JSON_TYPE, "Content-Encoding": "gzip" }),
    200,
  ),
  unusable("100 MB", flood(200, 100_000_000), 200),
  unusable("an error of 100 MB", flood(400, 100_000_000), 400),
  unusable("20 MB in 20 kB of gzip", gzipBomb, 200),
  // Node's fetch treats it as an error, since it did not ask for it.
  cut("100 Continue first", partly("HTTP/1.1 100 Continue\r\n\r\n", respond(200, GOOD_BODY, JSON_TYPE))),
  harmless("103 Early Hints first", partly("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", respond(200, GOOD_BODY))),
  unusable("304", respond(304, ""), 304),
  ...[300, 301, 302, 303, 307, 308].flatMap((status) => [
    unusable(
      `${status} to itself`,
      (exchange) => respond(status, "", { Location: exchange.request.target })(exchange),
      status,
    ),
    unusable(`${status} to another host`, respond(status, "", { Location: "https://example.com/" }), status),
    unusable(`${status} without a location`, respond(status, ""), status),
  ]),
  unusable("307 to http:", respond(307, "", { Location: "http://example.com/" }), 307),
  // Node's fetch reports this as a network error.
  {
    name: "407",
    script: { api: [failure(407)] },
    post: { error: "AtlasConnectionError", maybeSent: true, requests: 1, accepted: 0 },
    get: { error: "AtlasConnectionError", maybeSent: true, requests: 3 },
  },
  unusable("status 999", raw("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"), 999),
  rejected(
    "credentials repeated in an error",
    echo((said, exchange) => {
      respond(400, JSON.stringify({ error: 400, errorCode: "BAD", detail: `Bad header ${said}` }), JSON_TYPE)(exchange);
    }),
    400,
  ),
  rejected(
    "credentials repeated in a header",
    echo((said, exchange) => {
      respond(403, "", { "X-Error-Code": "BAD", "X-Debug": said })(exchange);
    }),
    403,
  ),
  cut(
    "credentials repeated in an invalid header",
    echo((said, exchange) => {
      raw(`HTTP/1.1 200 OK\r\nX-Debug ${said}\r\nAuthorization: ${said}\r\n\r\n`)(exchange);
    }),
  ),
  unusable(
    "credentials repeated in a success",
    // So short that a parser would quote all of it.
    echo((said, exchange) => respond(200, said.slice(-18))(exchange)),
    200,
  ),
];
