import { isDeepStrictEqual } from "node:util";
import { isAtlasApiError } from "../../../src/api-error.js";
import { AtlasUnexpectedResponseError } from "../../../src/transport/transport-errors.js";
import { isObject } from "../../toolkit/description/index.js";
import type { WireResponse } from "../exchange/exchange.js";
import type { SdkResult } from "./context.js";

/** What a call ended with. */
export type Outcome = { result: SdkResult } | { error: unknown };

/** What is wrong with what the SDK made of an answer; nothing, if it is the answer. */
export function resultProblem(sent: WireResponse, outcome: Outcome, named: boolean): string | undefined {
  const text = new TextDecoder().decode(sent.body);
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  // The client underneath gives errors back; named operations throw them.
  if ("result" in outcome) {
    const { result } = outcome;
    if (result.response.status !== sent.status) return `the SDK says ${result.response.status}`;
    if (sent.status >= 400) return named ? "the SDK takes it for a success" : undefined;
    if (!named) return undefined;
    if (!isDeepStrictEqual(result.data, body)) return `data is ${JSON.stringify(result.data)?.slice(0, 200)}`;
    return headerProblem(sent.headers, result);
  }
  // No redirect is followed, and a 304 is no answer to a request without conditions.
  if (sent.status >= 300 && sent.status < 400 && outcome.error instanceof AtlasUnexpectedResponseError)
    return undefined;
  if (sent.status < 400) return `the SDK fails: ${outcome.error}`;
  if (!isAtlasApiError(outcome.error, sent.status)) return `the SDK fails in another way: ${outcome.error}`;
  return errorProblem(body, outcome.error) ?? headerProblem(sent.headers, outcome.error);
}

// Each member by itself and if it is what it is called, as the answer of any server may be.
function errorProblem(body: unknown, error: object): string | undefined {
  if (!isObject(body)) return undefined;
  const texts = ["errorCode", "reason", "detail"].filter((name) => typeof body[name] === "string");
  const lists = Array.isArray(body.parameters) ? ["parameters"] : [];
  for (const name of [...texts, ...lists]) {
    if (!isDeepStrictEqual(Reflect.get(error, name), body[name]))
      return `the error's ${name} is ${JSON.stringify(Reflect.get(error, name))}`;
  }
  const fields = isObject(body.badRequestDetail) ? body.badRequestDetail.fields : undefined;
  const wellFormed =
    Array.isArray(fields) &&
    fields.every(
      (field) => isObject(field) && typeof field.field === "string" && typeof field.description === "string",
    );
  if (!wellFormed) return undefined;
  const read: unknown = Reflect.get(error, "badRequestDetail");
  return isObject(read) && isDeepStrictEqual(read.fields, fields)
    ? undefined
    : `the error's badRequestDetail is ${JSON.stringify(read)}`;
}

function headerProblem(
  headers: Headers,
  { rateLimit, deprecation }: { rateLimit?: unknown; deprecation?: unknown },
): string | undefined {
  const count = (name: string) => (/^\d{1,15}$/.test(headers.get(name) ?? "") ? Number(headers.get(name)) : undefined);
  const retryAfter = count("Retry-After");
  const expected = {
    limit: count("RateLimit-Limit"),
    remaining: count("RateLimit-Remaining"),
    retryAfterMs: retryAfter === undefined ? undefined : retryAfter * 1000,
  };
  const read = (rateLimit ?? {}) as Record<string, unknown>;
  for (const [name, value] of Object.entries(expected)) {
    // A date in Retry-After depends on the clock.
    if (value !== undefined && read[name] !== value) return `rateLimit.${name} is ${read[name]}, and ${value} was sent`;
  }
  if (rateLimit === undefined && Object.values(expected).some((value) => value !== undefined))
    return "there is no rateLimit";
  if (headers.has("Deprecation") !== (deprecation !== undefined) && !headers.has("Sunset") && !headers.has("Link")) {
    return `deprecation is ${JSON.stringify(deprecation)}`;
  }
  return undefined;
}
