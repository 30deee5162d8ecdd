import { faultLine, NULL_BODY_STATUSES } from "../judge/index.js";
import type { SuiteContext } from "./context.js";
import { type ExpectedFault, missedFault } from "./expected-fault.js";
import { type GivenResponse, givenResponsesOf, undeclaredResponsesOf } from "./given-responses.js";
import type { OperationCases, ResponseCases } from "./operation-cases.js";
import { plainRequest, type RequestCase } from "./request-case.js";
import { resultProblem } from "./result-problem.js";
import type { Send } from "./sdk.js";
import { problemThroughSdk } from "./through-sdk.js";

const PART = "responses";

/**
 * Responses of an operation through the SDK: each declared status with each example, with the edges of its schema and
 * with random bodies, both from the mock and as a server may send them. The SDK must return exactly what was sent, and
 * the judge must accept it; the judge must reject responses that break one constraint.
 */
export async function runResponses(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { log, served } = context;
  const { key } = cases.operation;
  if (!served) {
    log.disagree(key, PART, "the operation", "the mock's description does not have it");
    return;
  }
  const plain = plainRequest(cases);
  for (const response of served.responses) {
    await log.guard(key, response.name, () =>
      log.runCases(
        key,
        PART,
        givenResponsesOf(response, context),
        (given) =>
          given.fault
            ? misjudged(given, given.fault, cases, context)
            : problemOf(sending(given), plain, cases, context),
        response.declared,
      ),
    );
    await log.guard(key, `${response.name} from the mock`, () =>
      log.runCases(
        key,
        PART,
        askedOfTheMock(response, context),
        ({ prefer }) => {
          const ask: Send = (url, init) => {
            const headers = new Headers(init.headers);
            headers.set("Prefer", prefer);
            return context.mock(url, { ...init, headers });
          };
          return problemOf(ask, plain, cases, context);
        },
        response.declared,
      ),
    );
  }
}

/** Undeclared responses, through the SDK, which must return them completely. */
export async function runUndeclaredResponses(cases: OperationCases, context: SuiteContext): Promise<void> {
  if (!context.sdk.named(cases.operation)) return;
  const plain = plainRequest(cases);
  const given = undeclaredResponsesOf(cases);
  await context.log.runCases(cases.operation.key, "undeclared responses", given, (response) =>
    problemThroughSdk(plain, cases, context, sending(response), (exchange, outcome) =>
      resultProblem(exchange.response, outcome, true),
    ),
  );
}

// A server that responds with the given response.
function sending({ status, headers, body = "" }: GivenResponse): Send {
  return async () => new Response(NULL_BODY_STATUSES.includes(status) ? null : body, { status, headers });
}

function misjudged(given: GivenResponse, fault: ExpectedFault, cases: OperationCases, context: SuiteContext) {
  const { status, headers, body } = given;
  const sent = { status, headers: new Headers(headers), body: new TextEncoder().encode(body) };
  const { faults } = context.judge.judgeResponse(sent, cases.operation);
  // Another description may use another rule: it is enough that both reject it.
  return context.servedJudge && faults.length > 0 ? undefined : missedFault(faults, fault);
}

function problemOf(send: Send, plain: RequestCase, cases: OperationCases, context: SuiteContext) {
  return problemThroughSdk(plain, cases, context, send, (exchange, outcome) => {
    const { faults } = context.judge.judgeResponse(exchange.response, cases.operation);
    if (faults.length > 0) return faults.map(faultLine).join("; ");
    return resultProblem(exchange.response, outcome, context.sdk.named(cases.operation) !== undefined);
  });
}

// Prism responds with the statuses that are declared individually: with each of their examples, and with a generated
// body.
function askedOfTheMock({ declared, bodies: [body] }: ResponseCases, { judge }: SuiteContext) {
  if (!/^\d+$/.test(declared) || !body) return [];
  // A wrong example has been reported already, and the mock does not have it.
  const { examples, schema } = body.content;
  const allowed = examples.filter(({ value }) => judge.judgeSchema(schema, value, "response").length === 0);
  const asking = (wanted: string) => {
    const prefer = `code=${declared}, ${wanted}`;
    return { title: `the mock's response for ${prefer}`, covers: [], prefer };
  };
  return [
    ...allowed.map(({ name }) => ({ ...asking(`example=${name}`), example: name })),
    asking("dynamic=true"),
    asking("dynamic=true"),
  ];
}
