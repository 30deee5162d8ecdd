import type { ExchangeJudge } from "../judge/index.js";
import { MADE_UP } from "./probe.js";

/**
 * A group that can't exist: Atlas's ids begin with the second in which they were made, and this one says 1970. It has the
 * form of an id, so a server looks for it.
 */
export const IMPOSSIBLE_ID = "000000000000000000000000";

/** How many reasons each request must have at least: even if one turns out wrong, nothing happens. */
export const FEWEST_SAFEGUARDS = 2;

/**
 * Why a request can't change anything, even if the server accepts what it should reject. It is read from the request as
 * it is sent, not from what it was meant to be.
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

// Judged by its schemas alone, whatever its media type is.
function hasImpossibleBody(url: string, { method = "GET", body }: RequestInit, judge: ExchangeJudge): boolean {
  // The transport sends what is not JSON as bytes.
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
 * Rejects a request that could change something.
 *
 * @throws Error if it has fewer than two reasons to be harmless
 */
export function assertHarmless(url: string, init: RequestInit, judge: ExchangeJudge): void {
  const reasons = safeguardsOf(url, init, judge);
  if (reasons.length >= FEWEST_SAFEGUARDS) return;
  const only = reasons.join() || "nothing";
  throw new Error(`${init.method} ${new URL(url).pathname} is not sent: only ${only} keeps it from changing anything`);
}
