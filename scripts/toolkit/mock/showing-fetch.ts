import type { FetchLike } from "../../../src/index.js";

/** A fetch that prints what goes over the wire, and asks the mock for a certain answer. */
export function showingFetch(): { fetch: FetchLike; prefer: (preference: string) => void } {
  let preference = "";
  return {
    prefer: (wanted) => {
      preference = wanted;
    },
    fetch: async (url, init) => {
      const headers = new Headers(init.headers);
      console.log(`   > ${init.method} ${new URL(url).pathname}`);
      for (const [name, value] of headers) {
        console.log(`   > ${name}: ${name === "authorization" ? "Bearer ***" : value}`);
      }
      if (init.body) console.log(`   > ${init.body}`);
      headers.set("Prefer", preference);
      const response = await fetch(url, { ...init, headers });
      console.log(`   < ${response.status} ${response.statusText}`);
      return response;
    },
  };
}
