import { gzipSync } from "node:zlib";
import { cut, type Fault, harmless, refused, unusable } from "./fault.js";
import { answer, echo, failure, flood, GOOD_BODY, gzipBomb, gzipped, partly, raw } from "./steps.js";

const JSON_TYPE = { "Content-Type": "application/json" };
const HTML = "<!doctype html><title>Maintenance</title>";
const HTML_TYPE = { "Content-Type": "text/html" };
const SUCCESSES = [200, 201, 202, 204, 205, 206];
const ERRORS = [400, 402, 403, 404, 405, 406, 408, 409, 410, 415, 418, 422, 451, 500, 501, 502, 503, 504, 599];

/** Responses that are complete, but not what was asked for. */
export const answerFaults: Fault[] = [
  ...SUCCESSES.map((status) => unusable(`${status} without a body`, answer(status, ""), status)),
  ...ERRORS.map((status) => refused(`${status} without a body`, answer(status, ""), status)),
  ...[400, 404, 409, 500].map((status) => refused(`${status} as Atlas writes it`, failure(status), status)),
  unusable("HTML with 200", answer(200, HTML, HTML_TYPE), 200),
  refused("HTML with 404", answer(404, HTML, HTML_TYPE), 404),
  refused("HTML with 502", answer(502, HTML, HTML_TYPE), 502),
  harmless("another content type", answer(200, GOOD_BODY, { "Content-Type": "text/plain" })),
  harmless("no content type", answer(200, GOOD_BODY)),
  unusable("JSON cut short", answer(200, GOOD_BODY.slice(0, -4), JSON_TYPE), 200),
  unusable("JSON and more", answer(200, `${GOOD_BODY}}`, JSON_TYPE), 200),
  unusable("a number", answer(200, "42", JSON_TYPE), 200),
  unusable("null", answer(200, "null", JSON_TYPE), 200),
  refused("an error cut short", answer(400, '{"error":400,"errorCo', JSON_TYPE), 400),
  refused("an error that is not an object", answer(400, '"sorry"', JSON_TYPE), 400),
  unusable(
    "bytes that are not UTF-8",
    answer(200, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), JSON_TYPE),
    200,
  ),
  refused("an error that is not UTF-8", answer(400, Buffer.from([0xff, 0xfe]), JSON_TYPE), 400),
  harmless("gzip", gzipped),
  cut("gzip that is not gzip", answer(200, GOOD_BODY, { ...JSON_TYPE, "Content-Encoding": "gzip" })),
  unusable(
    "gzip cut short",
    answer(200, gzipSync(GOOD_BODY).subarray(0, 20), { ...JSON_TYPE, "Content-Encoding": "gzip" }),
    200,
  ),
  unusable("100 MB", flood(200, 100_000_000), 200),
  unusable("an error of 100 MB", flood(400, 100_000_000), 400),
  unusable("20 MB in 20 kB of gzip", gzipBomb, 200),
  // Node's fetch takes it for an error, as it has not asked.
  cut("100 Continue first", partly("HTTP/1.1 100 Continue\r\n\r\n", answer(200, GOOD_BODY, JSON_TYPE))),
  harmless("103 Early Hints first", partly("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", answer(200, GOOD_BODY))),
  unusable("304", answer(304, ""), 304),
  ...[300, 301, 302, 303, 307, 308].flatMap((status) => [
    unusable(
      `${status} to itself`,
      (exchange) => answer(status, "", { Location: exchange.request.target })(exchange),
      status,
    ),
    unusable(`${status} to another host`, answer(status, "", { Location: "https://example.com/" }), status),
    unusable(`${status} without a place`, answer(status, ""), status),
  ]),
  unusable("307 to http:", answer(307, "", { Location: "http://example.com/" }), 307),
  // Node's fetch calls this a network error.
  {
    name: "407",
    script: { api: [failure(407)] },
    post: { error: "AtlasConnectionError", maybeSent: true, requests: 1, accepted: 0 },
    get: { error: "AtlasConnectionError", maybeSent: true, requests: 3 },
  },
  unusable("status 999", raw("HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n"), 999),
  refused(
    "credentials said back in an error",
    echo((said, exchange) => {
      answer(400, JSON.stringify({ error: 400, errorCode: "BAD", detail: `Bad header ${said}` }), JSON_TYPE)(exchange);
    }),
    400,
  ),
  refused(
    "credentials said back in a header",
    echo((said, exchange) => {
      answer(403, "", { "X-Error-Code": "BAD", "X-Debug": said })(exchange);
    }),
    403,
  ),
  cut(
    "credentials said back in a header that is broken",
    echo((said, exchange) => {
      raw(`HTTP/1.1 200 OK\r\nX-Debug ${said}\r\nAuthorization: ${said}\r\n\r\n`)(exchange);
    }),
  ),
  unusable(
    "credentials said back as a success",
    // So short that a parser would quote all of it.
    echo((said, exchange) => answer(200, said.slice(-18))(exchange)),
    200,
  ),
];
