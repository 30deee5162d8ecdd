/** Prism in this process, for suites: a `fetch` that it handles, and what it can't check. */

export { createMockFetch, type MockFetch } from "./mock-fetch.js";
export type { MockLimit, Serve } from "./served-part.js";
