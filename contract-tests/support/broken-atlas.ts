import { error, type Twist } from "./atlas-server.js";

/** A server that breaks the contract in one way, and the probe that must detect it. */
export interface BrokenAtlas {
  name: string;
  twist: Twist;
  /** The probe whose response breaks the description. */
  probe: string;
  /** Another probe that detects it. */
  also?: string;
  /** The expected message of the report. */
  words: string;
}

/** Ten faults, each alone. */
export const brokenAtlases: readonly BrokenAtlas[] = [
  {
    name: "responds without credentials",
    twist: (planned, stage, request, accept) =>
      stage === "credentials" && !request.headers.has("Authorization") ? accept() : planned,
    probe: "no credentials",
    // Digest begins without credentials.
    also: "a wrong API key",
    words: "200 is not one of the expected responses",
  },
  {
    name: "takes any token",
    twist: (planned, stage, request, accept) =>
      stage === "credentials" && request.headers.get("Authorization")?.startsWith("Bearer ") ? accept() : planned,
    probe: "a wrong token",
    words: "200 is not one of the expected responses",
  },
  {
    name: "does not ask for Digest",
    twist: ({ headers: { "WWW-Authenticate": _, ...headers }, ...planned }) => ({ ...planned, headers }),
    probe: "no credentials",
    words: "does not offer Digest",
  },
  {
    name: "finds every group",
    twist: (planned, stage, _, accept) => (stage === "group" ? accept() : planned),
    probe: "a group that doesn't exist",
    words: "200 is not one of the expected responses",
  },
  {
    name: "ignores the method",
    twist: (planned, stage, _, accept) => (stage === "method" ? accept() : planned),
    probe: "a wrong method",
    words: "200 is not one of the expected responses",
  },
  {
    name: "ignores the content type",
    twist: (planned, stage, _, accept) => (stage === "content type" ? accept() : planned),
    probe: "a wrong content type",
    words: "200 is not one of the expected responses",
  },
  {
    name: "reports errors in HTML",
    twist: (planned, stage) =>
      stage === "group"
        ? { ...planned, headers: { "Content-Type": "text/html" }, body: "<h1>Not Found</h1>" }
        : planned,
    probe: "a group that doesn't exist",
    words: "text/html is not one of application/json",
  },
  {
    name: "leaves the error code out",
    twist: (planned, stage) => (stage === "group" ? { ...planned, body: { error: 404 } } : planned),
    probe: "a group that doesn't exist",
    words: "must have required property 'errorCode'",
  },
  {
    name: "responds with an undeclared status",
    twist: (planned, stage) => (stage === "group" ? error(422, "GROUP_NOT_FOUND") : planned),
    probe: "a group that doesn't exist",
    words: "422 is not one of 200",
  },
  {
    name: "redirects to another origin",
    twist: (planned, stage) =>
      stage === "group" ? { status: 307, headers: { Location: "http://127.0.0.1:9/login" }, body: "" } : planned,
    probe: "a group that doesn't exist",
    words: "redirects to http://127.0.0.1:9/login",
  },
];
