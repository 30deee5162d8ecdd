/** The mock as a process of its own, for people: how it is started, and what to call on it. */

export { curlLine } from "./curl-line.js";
export { exampleNames } from "./example-names.js";
export { type Served, serveFetch } from "./serve-emulator.js";
export { showingFetch } from "./showing-fetch.js";
export { startMock } from "./start-mock.js";
export { startStatefulMock } from "./stateful.js";
