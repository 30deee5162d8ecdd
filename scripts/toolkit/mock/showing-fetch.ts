import { setImmediate } from "node:timers/promises";
import type { FetchLike } from "../../../src/index.js";

/**
 * A fetch that prints each request and response, except requests that only read. It prints no header except a versioned
 * media type.
 */
export const showingFetch: FetchLike = async (url, init) => {
  if (init.method === "GET") return fetch(url, init);
  // Node prints a warning in a later turn of the event loop.
  await setImmediate();
  console.log(`> ${init.method} ${new URL(url).pathname.replace(/(?<=\/groups\/\w{4})\w+/, "…")}`);
  const mediaType = new Headers(init.headers).get("content-type");
  if (mediaType !== "application/json") console.log(`> content-type: ${mediaType}`);
  console.log(`> ${init.body}`);
  const response = await fetch(url, init);
  console.log(`< ${response.status} ${response.statusText}`);
  return response;
};
