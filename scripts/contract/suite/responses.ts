import { type Exchange, faultLine, hasFault, isRefusedByUnion, type WireResponse } from "../exchange/exchange.js";
import { type AnswerCase, answersOf } from "./answers.js";
import { capturing } from "./capture.js";
import { forEachOf, type SuiteContext, UNDECIDED } from "./context.js";
import type { OperationCases, ResponseCases } from "./operation-cases.js";
import { plainRequest, type RequestCase } from "./request-case.js";
import { resultProblem } from "./result-problem.js";
import { sendThroughSdk } from "./send-through-sdk.js";

const PART = "responses";
const MOCK_FAILED = "the mock can't make a valid answer of this schema";

/**
 * Answers of an operation through the SDK: each declared status with each example, with the edges of its schema and with
 * random bodies, as the mock gives them and as a server may. The SDK must hand on what was sent, and the judge must
 * accept it; answers that break one constraint must be refused by the judge.
 */
export async function runResponses(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { key } = cases.operation;
  const served = context.served(cases.operation);
  if (!served) {
    context.disagree({ operation: key, part: PART, title: "the operation", message: "the mock does not have it" });
    return;
  }
  const guarded = async (what: string, run: () => Promise<void>) => {
    try {
      await run();
    } catch (error) {
      context.skip({ operation: key, what, reason: (error as Error).message.split("\n", 1)[0] ?? "" });
    }
  };
  const plain = plainOrNothing(cases);
  if (!plain) return;
  for (const response of served.responses) {
    await guarded(response.name, () =>
      forEachOf([...answersOf(response, context)], (answer) => give(answer, plain, cases, context)),
    );
    await guarded(`${response.name} from the mock`, () => askTheMock(response, plain, cases, context));
  }
}

// Why there is no plain request has been said by the part that sends them.
function plainOrNothing(cases: OperationCases): RequestCase | undefined {
  try {
    return plainRequest(cases);
  } catch {
    return undefined;
  }
}

async function give(
  answer: AnswerCase,
  plain: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<void> {
  context.count(PART);
  const { status, headers, body } = answer;
  const text = body === undefined ? null : JSON.stringify(body);
  const make = () => new Response([204, 205, 304].includes(status) ? null : text, { status, headers });
  const problem = answer.judged
    ? misjudged(
        answer.judged,
        answer.unions ?? [],
        { status, headers: new Headers(headers), body: new TextEncoder().encode(text ?? "") },
        cases,
        context,
      )
    : await problemOf(async () => make(), plain, cases, context);
  if (problem === UNDECIDED) context.skip({ operation: cases.operation.key, what: answer.title, reason: UNDECIDED });
  else if (problem === undefined) for (const [kind, name] of answer.covers) context.coverage.exercise(kind, name);
  else context.disagree({ operation: cases.operation.key, part: PART, title: answer.title, message: problem });
}

function misjudged(
  expected: NonNullable<AnswerCase["judged"]>,
  unions: readonly string[][],
  answer: WireResponse,
  { operation }: OperationCases,
  { judge, servedJudge }: SuiteContext,
): string | undefined {
  const { faults } = judge.judgeResponse(answer, operation);
  const seen = faults.map(faultLine).join("; ");
  const byUnion = isRefusedByUnion(faults, unions);
  if (expected === "clean") return seen === "" ? undefined : byUnion ? UNDECIDED : seen;
  const { place, rule } = expected;
  if (hasFault(faults, place, rule) || byUnion) return undefined;
  if (unions.length > 0 && faults.length === 0) return UNDECIDED;
  // Another description may have other words for the same: that it is refused at all is for both to say.
  if (servedJudge && faults.length > 0) return undefined;
  return `the judge does not see ${rule} at ${place.join(".")}: ${seen || "no fault"}`;
}

async function problemOf(
  send: (url: string, init: RequestInit) => Promise<Response>,
  plain: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<string | undefined> {
  const captured: Exchange[] = [];
  const outcome = await sendThroughSdk(
    plain,
    cases,
    context,
    capturing(send, (exchange) => captured.push(exchange)),
  ).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  const [exchange] = captured;
  if (!exchange) return `the SDK sent nothing: ${"error" in outcome && outcome.error}`;
  if (exchange.response.headers.get("Content-Type") === "application/problem+json" && exchange.response.status >= 500)
    return MOCK_FAILED;
  const faults = context.judge.judge(exchange).faults.filter(({ place }) => place[0] === "response");
  if (faults.length > 0) return faults.map(faultLine).join("; ");
  return resultProblem(exchange.response, outcome, context.descriptorOf(cases.operation) !== undefined);
}

async function askTheMock(
  response: ResponseCases,
  plain: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<void> {
  // Prism answers with the codes that are declared one by one.
  if (!/^\d+$/.test(response.declared) || response.bodies.length === 0) return;
  const [body] = response.bodies;
  const examples = body?.content.examples.map(({ name }) => `example=${name}`) ?? [];
  const preferences = [...examples, "dynamic=true", "dynamic=true"].map(
    (wanted) => `code=${response.declared}, ${wanted}`,
  );
  for (const prefer of preferences) {
    context.count(PART);
    const problem = await problemOf(
      (url, init) => context.mock(url, { ...init, headers: withPrefer(init.headers, prefer) }),
      plain,
      cases,
      context,
    );
    if (problem === undefined) continue;
    if (problem === MOCK_FAILED) {
      context.skip({ operation: cases.operation.key, what: `${response.name}, ${prefer}`, reason: MOCK_FAILED });
      continue;
    }
    context.disagree({
      operation: cases.operation.key,
      part: PART,
      title: `the mock's answer for ${prefer}`,
      message: problem,
    });
  }
}

function withPrefer(headers: RequestInit["headers"], prefer: string): Headers {
  const all = new Headers(headers);
  all.set("Prefer", prefer);
  return all;
}
