/** For people who try calls: an emulated Atlas on this machine, a server for any `fetch`, and curl commands. */

export { curlLine, exampleNames } from "./curl-lines.js";
export { type Served, serveFetch } from "./serve-fetch.js";
export { showingFetch } from "./showing-fetch.js";
export { startStatefulMock } from "./stateful.js";
