/**
 * Prism in this process: a server of the description, and for suites a `fetch` that Prism handles, with the checks that
 * it can't make.
 */

export { createMockFetch, type MockFetch } from "./mock-fetch.js";
export type { Serve } from "./operations.js";
export { startMock } from "./start-mock.js";
export type { MockLimit } from "./unchecked.js";
