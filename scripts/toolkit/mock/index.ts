/** The mock as a process of its own, for people: how it is started, and what to call on it. */

export { curlLine, exampleNames } from "./curl-lines.js";
export { type Served, serveFetch } from "./serve-fetch.js";
export { showingFetch } from "./showing-fetch.js";
export { startMock } from "./start-mock.js";
export { startStatefulMock } from "./stateful.js";
