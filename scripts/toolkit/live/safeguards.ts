import type { ExchangeJudge } from "../judge/index.js";

/** Credentials that don't exist: too short to be real, and named for what they are. */
export const MADE_UP = { token: "contract-live-no-such-token", publicKey: "no-such-key", privateKey: "no-such-secret" };

/**
 * The id of a group that cannot exist: Atlas's ids begin with their creation time, which here is 1970. It has the form of
 * an id, so a server looks it up.
 */
export const IMPOSSIBLE_ID = "000000000000000000000000";

// Even if one of them fails, nothing changes.
const MIN_SAFEGUARDS = 2;

/**
 * Lists the reasons why a request cannot change anything, even if the server accepts what it should reject. They are read
 * from the request as it is sent.
 *
 * @throws Error if there are fewer than two
 */
export function assertHarmless(url: string, init: RequestInit, judge: ExchangeJudge): string[] {
  const { method = "GET" } = init;
  const headers = new Headers(init.headers);
  const authorization = headers.get("Authorization");
  const madeUp = [MADE_UP.token, `username="${MADE_UP.publicKey}"`].some((text) => authorization?.includes(text));
  const { pathname } = new URL(url);
  const reasons = [
    ...(authorization === null ? ["no credentials"] : []),
    ...(madeUp ? ["made-up credentials"] : []),
    ...(pathname.split("/").includes(IMPOSSIBLE_ID) ? ["a group that can't exist"] : []),
    ...(["GET", "HEAD"].includes(method) ? ["a method that only reads"] : []),
    ...(hasImpossibleBody(url, init, judge) ? ["a body that is not a request"] : []),
  ];
  if (reasons.length >= MIN_SAFEGUARDS) return reasons;
  const only = reasons.join() || "nothing";
  throw new Error(`${method} ${pathname} is not sent: only ${only} prevents a change`);
}

// Check the schemas only, and ignore the media type.
function hasImpossibleBody(url: string, { method = "GET", body }: RequestInit, judge: ExchangeJudge): boolean {
  // The transport sends bytes if the body is not JSON.
  const text = body instanceof ArrayBuffer ? new TextDecoder().decode(body) : body;
  if (typeof text !== "string") return false;
  const { operation } = judge.judgeRequest({ method, url, headers: new Headers(), body: new Uint8Array() });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return operation !== undefined;
  }
  const contents = operation?.requestBody?.content ?? [];
  return contents.length > 0 && contents.every(({ schema }) => judge.judgeSchema(schema, value, "request").length > 0);
}
