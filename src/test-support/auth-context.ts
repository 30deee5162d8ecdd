import type { AuthContext } from "../index.js";

/** The request that a test obtains credentials for. */
export function contextOf(context: Partial<AuthContext> = {}): AuthContext {
  return {
    method: "POST",
    url: "https://cloud.mongodb.com/api/x",
    signal: new AbortController().signal,
    baseUrl: "https://cloud.mongodb.com",
    fetch: () => Promise.reject(new Error("nothing is to be sent")),
    keepSecret: () => {},
    now: Date.now,
    ...context,
  };
}
