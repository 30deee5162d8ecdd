import type { FetchLike } from "../transport/send.js";
import { contextOf } from "./auth-context.js";

/** The credentials of a service account. */
export const CREDENTIALS = { clientId: "mdb_sa_id_1", clientSecret: "mdb_sa_sk_very-secret_~" };

/** A token endpoint that issues a new token for each request, and a clock that the test sets. */
export function endpoint(respond: (count: number) => Response | Promise<Response> = issue) {
  const requests: { url: string; init: RequestInit }[] = [];
  const clock = { now: 1_000_000 };
  const fetch: FetchLike = async (url, init) => {
    requests.push({ url, init });
    const response = await respond(requests.length);
    Object.defineProperty(response, "url", { value: url });
    return response;
  };
  return { requests, clock, context: contextOf({ fetch, now: () => clock.now }) };
}

/** The response that issues a token. */
export function issue(count: number, more: object = { expires_in: 3600 }): Response {
  return Response.json({ access_token: `token${count}`, token_type: "Bearer", ...more });
}
