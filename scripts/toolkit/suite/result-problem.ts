import { isDeepStrictEqual } from "node:util";
import { type ExchangeResponse, isJson } from "../judge/index.js";
import { readFailure } from "./adapters/read-failure.js";
import type { SdkResult } from "./sdk.js";

/** The outcome of a call. */
export type CallOutcome = { result: SdkResult } | { error: unknown };

/** The error in what the SDK made of a response; undefined if it is correct. */
export function resultProblem(sent: ExchangeResponse, outcome: CallOutcome, named: boolean): string | undefined {
  const text = new TextDecoder().decode(sent.body);
  const contentType = sent.headers.get("Content-Type");
  const body: unknown = text === "" || !isJson(contentType ?? "application/json") ? undefined : JSON.parse(text);
  // The client underneath returns errors; named operations throw them.
  if ("result" in outcome) {
    const { result } = outcome;
    if (result.response.status !== sent.status) return `the SDK returns the status ${result.response.status}`;
    if (sent.status >= 400) return named ? "the SDK returns an error status as a success" : undefined;
    if (!named) return undefined;
    if (!isDeepStrictEqual(result.data, body))
      return `the SDK returns the data ${JSON.stringify(result.data)?.slice(0, 200)}`;
    return headerProblem(sent.headers, result);
  }
  const failure = readFailure(outcome.error);
  // Redirects are not followed, and a 304 is a response to conditional requests only.
  if (sent.status >= 300 && sent.status < 400 && failure.kind === "UnexpectedResponse") return undefined;
  const received = `${sent.body.length} bytes of ${contentType ?? "no content type"}`;
  if (sent.status < 400) return `the SDK fails on a ${sent.status} with ${received}: ${failure.words}`;
  if (failure.kind !== "Api" || failure.status !== sent.status)
    return `the SDK throws no API error for a ${sent.status} with ${received}: ${failure.words}`;
  return failure.misread(body) ?? headerProblem(sent.headers, failure);
}

function headerProblem(
  headers: Headers,
  { rateLimit, deprecation }: { rateLimit?: unknown; deprecation?: unknown },
): string | undefined {
  const count = (name: string, factor = 1) => {
    const value = headers.get(name) ?? "";
    return /^\d{1,15}$/.test(value) ? Number(value) * factor : undefined;
  };
  // A date in Retry-After depends on the clock.
  const sent = {
    limit: count("RateLimit-Limit"),
    remaining: count("RateLimit-Remaining"),
    retryAfterMs: count("Retry-After", 1000),
  };
  for (const [name, value] of Object.entries(sent)) {
    const read = (rateLimit as Record<string, unknown> | undefined)?.[name];
    if (value !== undefined && read !== value) return `the SDK returns rateLimit.${name} ${read} instead of ${value}`;
  }
  const isRead = headers.has("Deprecation") === (deprecation !== undefined);
  return isRead || headers.has("Sunset") || headers.has("Link")
    ? undefined
    : `the SDK returns the deprecation ${JSON.stringify(deprecation)}`;
}
