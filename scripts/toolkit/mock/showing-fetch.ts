import type { FetchLike } from "../../../src/index.js";

/** A fetch that prints what goes over the wire, but for requests that only look. */
export const showingFetch: FetchLike = async (url, init) => {
  if (init.method === "GET") return fetch(url, init);
  console.log(`   > ${init.method} ${new URL(url).pathname}`);
  for (const [name, value] of new Headers(init.headers)) {
    console.log(`   > ${name}: ${name === "authorization" ? "Bearer ***" : value}`);
  }
  console.log(`   > ${init.body}`);
  const response = await fetch(url, init);
  console.log(`   < ${response.status} ${response.statusText}`);
  return response;
};
