/** Prism in this process, for suites: a `fetch` that Prism handles, and the checks that it can't make. */

export { createMockFetch, type MockFetch } from "./mock-fetch.js";
export type { Serve } from "./operations.js";
export type { MockLimit } from "./unchecked.js";
