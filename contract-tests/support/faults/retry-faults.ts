import type { Expected, Fault, Step } from "./fault.js";
import { failure, good, reset } from "./steps.js";

const DAY = 86_400_000;
const RETRY_AFTER: Record<string, Record<string, string>> = {
  "no Retry-After": {},
  "in 0 seconds": { "Retry-After": "0" },
  "in 7 seconds": { "Retry-After": "7" },
  "in a hundred years": { "Retry-After": "3155760000" },
  "in more seconds than a number can hold": { "Retry-After": "9".repeat(40) },
  "at a date": { "Retry-After": new Date(Date.now() + DAY).toUTCString() },
  "at a date with an unpadded day": { "Retry-After": "Thu, 1 Jul 2027 00:00:00 GMT" },
  "at a date in the past": { "Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT" },
  "in minus one second": { "Retry-After": "-1" },
  soon: { "Retry-After": "soon" },
};

function once(name: string, step: Step, post: Expected, get = post): Fault {
  return { name: `${name}, once`, script: { api: [step, good] }, post, get };
}

function always(name: string, step: Step, post: Expected, get = post): Fault {
  return { name: `${name}, always`, script: { api: [step] }, post, get };
}

const recovered = { requests: 2, accepted: 1 };
const failed = { error: "AtlasApiError", status: 500, requests: 1, accepted: 1 };

/** Requests that may be sent again, and requests that may not. */
export const retryFaults: Fault[] = [
  ...Object.entries(RETRY_AFTER).flatMap(([when, headers]) => [
    once(`429, ${when}`, failure(429, headers), recovered),
    always(`429, ${when}`, failure(429, headers), { error: "AtlasApiError", status: 429, requests: 3, accepted: 0 }),
  ]),
  once("503 in 1 second", failure(503, { "Retry-After": "1" }), recovered),
  always("503 in 1 second", failure(503, { "Retry-After": "1" }), {
    error: "AtlasApiError",
    status: 503,
    requests: 3,
    accepted: 0,
  }),
  once("503 without a time", failure(503), { ...failed, status: 503 }, { requests: 2 }),
  once(
    "503 with an invalid time",
    failure(503, { "Retry-After": "soon" }),
    { ...failed, status: 503 },
    { requests: 2 },
  ),
  once("500", failure(500), failed, { requests: 2 }),
  once("504 in 1 second", failure(504, { "Retry-After": "1" }), { ...failed, status: 504 }, { requests: 2 }),
  once("reset", reset, { error: "AtlasConnectionError", maybeSent: true, requests: 1 }, { requests: 2 }),
  {
    name: "429, then reset",
    script: { api: [failure(429), reset] },
    post: { error: "AtlasConnectionError", maybeSent: true, requests: 2, accepted: 1 },
    get: { error: "AtlasConnectionError", maybeSent: true, requests: 3 },
  },
];
