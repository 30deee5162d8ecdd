import { ODD_TOKEN } from "./credential-checker.js";
import type { Expected, Fault, Script, Step } from "./fault.js";
import { close, echo, failure, flood, hold, partly, raw, reset, respond, stall } from "./steps.js";

const JSON_TYPE = { "Content-Type": "application/json" };

type Steps = NonNullable<Script["token"]>;

function token(body: object): Step {
  return respond(200, JSON.stringify(body), JSON_TYPE);
}

function failing(name: string, steps: Steps, post: Partial<Expected> & { step?: string }): Fault {
  return { name, script: { token: steps }, post: { error: "AtlasTokenError", requests: 0, tokens: 1, ...post } };
}

function recovering(name: string, step: Step): Fault {
  return { name, script: { token: [step, undefined] }, post: { requests: 1, tokens: 2 } };
}

// HTTP that Node's parser rejects, with a token among the bytes.
const SOLD = JSON.stringify({ access_token: ODD_TOKEN, expires_in: 3600 });
const BROKEN: [string, string][] = [
  ["a chunk without a size", `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${SOLD}\r\n0\r\n\r\n`],
  ["instead of a header", `HTTP/1.1 200 OK\r\n${SOLD}\r\n\r\n`],
  ["instead of the status", SOLD],
  ["lines that end too soon", `HTTP/1.1 200 OK\nContent-Length: 99\n\n${SOLD}`],
];

const oauth = (status: number, error: string) => respond(status, JSON.stringify({ error }), JSON_TYPE);
const rejection = (status: number) => ({ step: "rejection", status });
const nonsense = { step: "response", status: 200 };

/** The faults of the token endpoint. */
export const tokenFaults: Fault[] = [
  failing("reset", [reset], { step: "connection" }),
  failing("closed", [close], { step: "connection" }),
  failing("reset in the body", [partly("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", reset)], {
    step: "connection",
  }),
  failing("stalled", [stall], { error: "AtlasTimeoutError", maybeSent: false }),
  failing("stalled in the body", [partly("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", hold)], {
    error: "AtlasTimeoutError",
    maybeSent: false,
  }),
  failing("401 invalid_client", [oauth(401, "invalid_client")], rejection(401)),
  failing("400 invalid_request", [oauth(400, "invalid_request")], rejection(400)),
  failing("403 access_denied", [oauth(403, "access_denied")], rejection(403)),
  failing("429, always", [failure(429, { "Retry-After": "6" })], { ...rejection(429), tokens: 3 }),
  failing("429 without a time, always", [failure(429)], { ...rejection(429), tokens: 3 }),
  failing("503 with a time, always", [failure(503, { "Retry-After": "1" })], { ...rejection(503), tokens: 3 }),
  failing("503 without a time", [failure(503)], rejection(503)),
  failing("500", [failure(500)], rejection(500)),
  failing("HTML with 502", [respond(502, "<html>", { "Content-Type": "text/html" })], rejection(502)),
  failing("HTML with 200", [respond(200, "<html>", { "Content-Type": "text/html" })], nonsense),
  failing("nothing with 200", [respond(200, "")], nonsense),
  failing("204", [respond(204, "")], { ...nonsense, status: 204 }),
  failing("a redirect", [respond(307, "", { Location: "https://example.com/" })], rejection(307)),
  failing("100 MB", [flood(200, 100_000_000)], nonsense),
  failing("an array", [respond(200, "[]", JSON_TYPE)], nonsense),
  failing("no token", [token({ expires_in: 3600, token_type: "Bearer" })], nonsense),
  failing("a token that is a number", [token({ access_token: 7, token_type: "Bearer" })], nonsense),
  failing("an empty token", [token({ access_token: "", token_type: "Bearer" })], nonsense),
  failing("a token with a line break", [token({ access_token: `${ODD_TOKEN}\n` })], nonsense),
  failing("another kind of token", [token({ access_token: ODD_TOKEN, token_type: "mac" })], nonsense),
  failing("a token cut short", [respond(200, `{"access_token":"${ODD_TOKEN}`, JSON_TYPE)], nonsense),
  failing("a token followed by more bytes", [respond(200, `{"access_token":"${ODD_TOKEN}"}x`)], nonsense),
  failing(
    "credentials repeated in the response",
    [echo((said, exchange) => respond(401, JSON.stringify({ error: "x", error_description: said }))(exchange))],
    rejection(401),
  ),
  ...BROKEN.map(([name, text]) => failing(`a token in ${name}`, [raw(text)], { step: "connection" })),
  recovering("429, once", failure(429, { "Retry-After": "6" })),
  recovering("503 with a time, once", failure(503, { "Retry-After": "1" })),
];
