/** The mock as a process of its own, for people: how to start it, and the calls to try. */

export { curlLine, exampleNames } from "./curl-lines.js";
export { type Served, serveFetch } from "./serve-fetch.js";
export { showingFetch } from "./showing-fetch.js";
export { startMock } from "./start-mock.js";
export { startStatefulMock } from "./stateful.js";
