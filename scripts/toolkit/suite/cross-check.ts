import { type ExchangeJudge, type ExchangeRequest, type ExchangeResponse, faultLine } from "../judge/index.js";
import { bodyValues } from "./body-values.js";
import type { SuiteContext } from "./context.js";
import { headersOf } from "./given-responses.js";
import type { SuiteCase } from "./log.js";
import type { OperationCases } from "./operation-cases.js";
import { credentialsFor, plainRequest, toExchangeRequest, toRaw } from "./request-case.js";

const PART = "cross-check";

/** A description with its judge. */
interface Side {
  cases: OperationCases;
  judge: ExchangeJudge;
  name: string;
}

/** A request or a response of one side, for the other side to judge. */
interface CrossCheckCase extends SuiteCase {
  valid: boolean;
  message: ExchangeRequest | ExchangeResponse;
}

/**
 * For a mock that serves a different description from the SDK's: whatever one of them rejects or accepts, the other
 * must too, in requests and in responses. This covers the parts that Prism does not check, and properties that a
 * response may lack.
 */
export async function runCrossCheck(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { judge, served, servedJudge, log, baseUrl } = context;
  if (!servedJudge || !served) return;
  const { key, operationId } = cases.operation;
  const otherId = served.operation.operationId;
  if (otherId !== operationId)
    log.disagree(key, PART, "its name", `the SDK calls it ${operationId}, and the mock's description ${otherId}`);
  const ours = { cases, judge, name: "the SDK's description" };
  const theirs = { cases: served, judge: servedJudge, name: "the mock's description" };
  for (const [side, other] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    await log.runCases(key, PART, messagesOf(side, baseUrl), (one) => problemOf(one, side, other));
  }
}

function problemOf({ valid, message }: CrossCheckCase, side: Side, { judge, cases, name }: Side): string | undefined {
  const { operation } = cases;
  const { faults } = "status" in message ? judge.judgeResponse(message, operation) : judge.judgeRequest(message);
  if (!valid) return faults.length > 0 ? undefined : `${side.name} rejects it, and ${name} accepts it`;
  if (faults.length > 0) return `${side.name} accepts it, and ${name} rejects it: ${faults.map(faultLine).join("; ")}`;
  const [unknown] = judge.undeclared(message, operation);
  return unknown && `${name} does not have ${unknown.join(".")}`;
}

function* messagesOf({ cases }: Side, baseUrl: string): Generator<CrossCheckCase> {
  const plain = plainRequest(cases);
  const raw = toRaw(cases, plain, baseUrl);
  for (const schemes of cases.operation.security) {
    const headers = { ...raw.headers, ...credentialsFor([schemes]).headers };
    const title = `a request with ${schemes.map(({ type, scheme }) => scheme ?? type).join(" and ")}`;
    yield { title, covers: [], valid: true, message: toExchangeRequest({ ...raw, headers }) };
  }
  for (const body of cases.bodies) {
    const { mediaType } = body.content;
    for (const { title, value, fault } of bodyValues(body)) {
      const message = toExchangeRequest(toRaw(cases, { ...plain, body: { mediaType, value } }, baseUrl));
      yield { title: `a request: ${title}`, covers: [], valid: !fault, message };
    }
  }
  for (const { status, headers, bodies } of cases.responses) {
    for (const body of bodies) {
      for (const { title, value, fault } of bodyValues(body)) {
        const sent = new Headers({ ...headersOf(headers), "Content-Type": body.content.mediaType });
        const message = { status, headers: sent, body: new TextEncoder().encode(JSON.stringify(value)) };
        yield { title: `${status}: ${title}`, covers: [], valid: !fault, message };
      }
    }
  }
}
