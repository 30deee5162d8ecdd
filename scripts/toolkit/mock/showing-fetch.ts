import { setImmediate } from "node:timers/promises";
import type { FetchLike } from "../../../src/index.js";

/** A fetch that prints what goes over the wire, but for requests that only look: no header except a versioned media type. */
export const showingFetch: FetchLike = async (url, init) => {
  if (init.method === "GET") return fetch(url, init);
  // Node prints a warning in a later turn than that in which it is given.
  await setImmediate();
  console.log(`> ${init.method} ${new URL(url).pathname.replace(/(?<=\/groups\/\w{4})\w+/, "…")}`);
  const mediaType = new Headers(init.headers).get("content-type");
  if (mediaType !== "application/json") console.log(`> content-type: ${mediaType}`);
  console.log(`> ${init.body}`);
  const response = await fetch(url, init);
  console.log(`< ${response.status} ${response.statusText}`);
  return response;
};
