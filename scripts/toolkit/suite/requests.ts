import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { type Exchange, faultLine, findResponse } from "../judge/index.js";
import { readFailure } from "./adapters/read-failure.js";
import type { SuiteContext } from "./context.js";
import type { OperationCases } from "./operation-cases.js";
import { type RequestCase, toRaw } from "./request-case.js";
import { problemThroughSdk } from "./through-sdk.js";
import { randomRequest, validRequestsOf } from "./valid-request-cases.js";

const PART = "requests";

/**
 * Valid requests of an operation, and random ones. The mock, the judge and the SDK must all accept them, and the
 * request on the wire must be the given one.
 */
export async function runRequests(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { log } = context;
  const { key } = cases.operation;
  await log.runCases(
    key,
    PART,
    validRequestsOf(cases, context),
    async (request) => request.problem ?? problemOf(request, cases, context),
    "body",
  );
  await log.guard(key, "random requests", () => runRandom(cases, context));
}

async function runRandom(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { log, runs, seed } = context;
  const impossible: unknown[] = [];
  const property = fc.asyncProperty(randomRequest(cases), async (random) => {
    const before = impossible.length;
    const problem = await problemOf(random, cases, context).catch((error) => void impossible.push(error));
    if (impossible.length === before) log.count(PART);
    if (problem !== undefined) throw new Error(problem);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, {
    seed,
    numRuns: runs,
    endOnFailure: false,
  });
  if (failed) {
    const [shrunk] = counterexample ?? [];
    const parameters = Object.fromEntries([...(shrunk?.parameters ?? [])].map(([{ name }, value]) => [name, value]));
    const title = `random: ${JSON.stringify({ parameters, body: shrunk?.body?.value })}`;
    log.disagree(cases.operation.key, PART, title, (errorInstance as Error).message, { of: "body" });
  }
  // A limit of the mock is not a counterexample.
  if (impossible.length > 0) throw impossible[0];
}

async function problemOf(
  request: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<string | undefined> {
  const { operation, bodies } = cases;
  // Without the mock: if a body has several JSON types, Prism checks all of them as the first, and it treats false, 0,
  // null and an empty string as a missing body.
  const { mediaType, value = "" } = request.body ?? {};
  const isMocked = mediaType === undefined || (mediaType === bodies[0]?.content.mediaType && Boolean(value));
  const send = isMocked ? context.mock : async () => new Response(null, { status: 204 });
  return problemThroughSdk(request, cases, context, send, (exchange, outcome) => {
    const { status, headers, body } = exchange.response;
    const violations = headers.get("sl-violations");
    // If an operation declares only errors, an error is a correct response.
    const hasSuccess = operation.responses.some((response) => /^(2|default)/.test(response.status));
    if (violations !== null || (status >= 400 && (hasSuccess || !findResponse(operation, status))))
      return `the mock responds with ${status}: ${violations ?? new TextDecoder().decode(body).slice(0, 200)}`;
    const { faults } = isMocked ? context.judge.judge(exchange) : context.judge.judgeRequest(exchange.request);
    if (faults.length > 0) return faults.map(faultLine).join("; ");
    if ("error" in outcome && isMocked && status < 400) return `the SDK fails: ${readFailure(outcome.error).words}`;
    return differenceOnTheWire(exchange, request, cases, context);
  });
}

function differenceOnTheWire(
  { request: sent }: Exchange,
  request: RequestCase,
  cases: OperationCases,
  { baseUrl }: SuiteContext,
): string | undefined {
  const raw = toRaw(cases, request, baseUrl);
  const text = new TextDecoder().decode(sent.body);
  const parsed = (json = ""): unknown => (json === "" ? undefined : JSON.parse(json));
  if (!isDeepStrictEqual(parsed(text), parsed(raw.body))) return `the SDK sent the body ${text.slice(0, 200)}`;
  const expected = new URL(raw.url);
  const actual = new URL(sent.url);
  if (decodeURIComponent(actual.pathname) !== decodeURIComponent(expected.pathname))
    return `the SDK sent the path ${actual.pathname}`;
  const sorted = (url: URL) => [...url.searchParams].map(String).sort();
  if (!isDeepStrictEqual(sorted(actual), sorted(expected))) return `the SDK sent the query ${actual.search}`;
  const given = new Headers(raw.headers);
  const lost = [...request.parameters]
    .filter(([{ in: location }, value]) => location === "header" && value !== undefined && typeof value !== "object")
    .find(([{ name }]) => sent.headers.get(name) !== given.get(name));
  return lost && `the SDK sent the header ${lost[0].name}: ${sent.headers.get(lost[0].name)}`;
}
