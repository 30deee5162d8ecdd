import type { ExchangeJudge } from "../judge/index.js";
import { MADE_UP } from "./probe.js";

/**
 * The id of a group that cannot exist: Atlas's ids begin with their creation time, which here is 1970. It has the form of
 * an id, so a server looks it up.
 */
export const IMPOSSIBLE_ID = "000000000000000000000000";

/** How many safeguards each request must have: even if one of them fails, nothing changes. */
export const FEWEST_SAFEGUARDS = 2;

/**
 * Lists the reasons why a request cannot change anything, even if the server accepts what it should reject. They are read
 * from the request as it is sent.
 */
export function safeguardsOf(url: string, init: RequestInit, judge: ExchangeJudge): string[] {
  const { method = "GET" } = init;
  const headers = new Headers(init.headers);
  const authorization = headers.get("Authorization");
  const madeUp = [MADE_UP.token, `username="${MADE_UP.publicKey}"`].some((text) => authorization?.includes(text));
  const { pathname } = new URL(url);
  return [
    ...(authorization === null ? ["no credentials"] : []),
    ...(madeUp ? ["credentials that nobody has"] : []),
    ...(pathname.split("/").includes(IMPOSSIBLE_ID) ? ["a group that can't exist"] : []),
    ...(["GET", "HEAD"].includes(method) ? ["a method that only reads"] : []),
    ...(hasImpossibleBody(url, init, judge) ? ["a body that is not a request"] : []),
  ];
}

// Check the schemas only, and ignore the media type.
function hasImpossibleBody(url: string, { method = "GET", body }: RequestInit, judge: ExchangeJudge): boolean {
  // The transport sends bytes if the body is not JSON.
  const text = body instanceof ArrayBuffer ? new TextDecoder().decode(body) : body;
  if (typeof text !== "string") return false;
  const { operation: key } = judge.judgeRequest({ method, url, headers: new Headers(), body: new Uint8Array() });
  const operation = judge.contract.operations.find((candidate) => candidate.key === key);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return operation !== undefined;
  }
  const contents = operation?.requestBody?.content ?? [];
  return contents.length > 0 && contents.every(({ schema }) => judge.judgeSchema(schema, value, "request").length > 0);
}

/**
 * Throws if a request could change something.
 *
 * @throws Error if it has fewer safeguards than {@link FEWEST_SAFEGUARDS}
 */
export function assertHarmless(url: string, init: RequestInit, judge: ExchangeJudge): void {
  const reasons = safeguardsOf(url, init, judge);
  if (reasons.length >= FEWEST_SAFEGUARDS) return;
  const only = reasons.join() || "nothing";
  throw new Error(`${init.method} ${new URL(url).pathname} is not sent: only ${only} keeps it from changing anything`);
}
