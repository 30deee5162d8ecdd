import { type ExchangeResponse, faultLine, hasFault, isRejectedByUnion } from "../judge/index.js";
import { forEachOf, type SuiteContext, UNDECIDED } from "./context.js";
import { type GivenResponse, givenResponsesOf } from "./given-responses.js";
import type { OperationCases, ResponseCases } from "./operation-cases.js";
import { plainRequest, type RequestCase } from "./request-case.js";
import { resultProblem } from "./result-problem.js";
import type { Send } from "./sdk.js";
import { exchangeThroughSdk } from "./send-through-sdk.js";

const PART = "responses";

/**
 * Responses of an operation through the SDK: each declared status with each example, with the edges of its schema and with
 * random bodies, as the mock gives them and as a server may. The SDK must hand on what was sent, and the judge must
 * accept it; the judge must reject responses that break one constraint.
 */
export async function runResponses(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { key } = cases.operation;
  const { served } = context;
  if (!served) {
    context.disagree({ operation: key, part: PART, title: "the operation", message: "the mock does not have it" });
    return;
  }
  const plain = plainRequest(cases);
  for (const response of served.responses) {
    await context.guard(key, response.name, () =>
      forEachOf([...givenResponsesOf(response, context)], (given) =>
        context.guard(key, given.title, () => give(given, plain, cases, context)),
      ),
    );
    await context.guard(key, `${response.name} from the mock`, () => askTheMock(response, plain, cases, context));
  }
}

async function give(
  given: GivenResponse,
  plain: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<void> {
  context.count(PART);
  const { status, headers, body } = given;
  const text = given.text ?? (body === undefined ? null : JSON.stringify(body));
  const make = () => new Response([204, 205, 304].includes(status) ? null : text, { status, headers });
  const problem = given.judged
    ? misjudged(
        given.judged,
        given.unions ?? [],
        { status, headers: new Headers(headers), body: new TextEncoder().encode(text ?? "") },
        cases,
        context,
      )
    : await problemOf(async () => make(), plain, cases, context);
  if (problem === UNDECIDED) context.skip({ operation: cases.operation.key, what: given.title, reason: UNDECIDED });
  else if (problem === undefined) for (const [kind, name] of given.covers) context.coverage.exercise(kind, name);
  else context.disagree({ operation: cases.operation.key, part: PART, title: given.title, message: problem });
}

function misjudged(
  expected: NonNullable<GivenResponse["judged"]>,
  unions: readonly string[][],
  response: ExchangeResponse,
  { operation }: OperationCases,
  { judge, servedJudge }: SuiteContext,
): string | undefined {
  const { faults } = judge.judgeResponse(response, operation);
  const seen = faults.map(faultLine).join("; ");
  if (expected === "clean") return seen === "" ? undefined : isRejectedByUnion(faults, unions) ? UNDECIDED : seen;
  const { location, rule } = expected;
  // A union around it, or one of its own, collects what its branches complain of.
  if (hasFault(faults, location, rule) || isRejectedByUnion(faults, [...unions, location])) return undefined;
  if (unions.length > 0 && faults.length === 0) return UNDECIDED;
  // Another description may have other words for the same: both have to reject it.
  if (servedJudge && faults.length > 0) return undefined;
  return `the judge does not see ${rule} at ${location.join(".")}: ${seen || "no fault"}`;
}

async function problemOf(
  send: Send,
  plain: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<string | undefined> {
  const { exchanges, outcome } = await exchangeThroughSdk(plain, cases, context, send);
  const [exchange] = exchanges;
  if (!exchange) return `the SDK sent nothing: ${"error" in outcome && context.sdk.failure(outcome.error).words}`;
  const faults = context.judge.judge(exchange).faults.filter(({ location }) => location[0] === "response");
  if (faults.length > 0) return faults.map(faultLine).join("; ");
  return resultProblem(
    exchange.response,
    outcome,
    context.sdk.named(cases.operation) !== undefined,
    context.sdk.failure,
  );
}

async function askTheMock(
  response: ResponseCases,
  plain: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<void> {
  // Prism responds with the codes that are declared one by one.
  if (!/^\d+$/.test(response.declared) || response.bodies.length === 0) return;
  const [body] = response.bodies;
  // What is wrong with an example has been said, and the mock does not have it.
  const { examples: given, schema } = body?.content ?? { examples: [], schema: {} };
  const allowed = given.filter(({ value }) => context.judge.judgeSchema(schema, value, "response").length === 0);
  const examples = allowed.map(({ name }) => `example=${name}`);
  const preferences = [...examples, "dynamic=true", "dynamic=true"].map(
    (wanted) => `code=${response.declared}, ${wanted}`,
  );
  const { key } = cases.operation;
  for (const prefer of preferences) {
    context.count(PART);
    await context.guard(key, `${response.name}, ${prefer}`, async () => {
      const asking: Send = (url, init) => context.mock(url, { ...init, headers: withPrefer(init.headers, prefer) });
      const message = await problemOf(asking, plain, cases, context);
      if (message === undefined) return;
      context.disagree({ operation: key, part: PART, title: `the mock's response for ${prefer}`, message });
    });
  }
}

function withPrefer(headers: RequestInit["headers"], prefer: string): Headers {
  const all = new Headers(headers);
  all.set("Prefer", prefer);
  return all;
}
