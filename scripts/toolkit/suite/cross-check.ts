import { goodValues, sampleOf, wholeWith, wrongValues } from "../cases/index.js";
import {
  type ExchangeJudge,
  type ExchangeRequest,
  type ExchangeResponse,
  type Fault,
  faultLine,
} from "../judge/index.js";
import type { SuiteContext } from "./context.js";
import { credentialsFor } from "./credentials.js";
import type { BodyCases, OperationCases, ResponseCases } from "./operation-cases.js";
import { plainRequest, toRaw } from "./request-case.js";

const PART = "cross-check";

/** A description with its judge. */
interface Side {
  cases: OperationCases;
  judge: ExchangeJudge;
  name: string;
}

/**
 * Where the mock serves another description than the one that the SDK was made from: what one of them rejects or accepts,
 * the other one must too: requests and responses. This covers what Prism does not look at, and what a response may lack.
 */
export async function runCrossCheck(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { served } = context;
  if (!context.servedJudge || !served) return;
  const { key, operationId } = cases.operation;
  const disagree = (title: string, message: string) => context.disagree({ operation: key, part: PART, title, message });
  if (served.operation.operationId !== operationId) {
    disagree("the name", `the SDK calls it ${operationId}, and the mock's description ${served.operation.operationId}`);
  }
  const known: Side = { cases, judge: context.judge, name: "the SDK's description" };
  const other: Side = { cases: served, judge: context.servedJudge, name: "the mock's description" };
  for (const [side, opposite] of [
    [known, other],
    [other, known],
  ] as const) {
    for (const { title, good, request, response } of exchangesOf(side, context)) {
      context.count(PART);
      const { judge, cases } = opposite;
      const { faults } = response ? judge.judgeResponse(response, cases.operation) : judge.judgeRequest(request);
      const undeclared = () => judge.undeclared(response ?? request, cases.operation);
      const message = problemOf({ faults, undeclared }, good, side, opposite);
      if (message) disagree(title, message);
    }
  }
}

interface CrossCheckCase {
  title: string;
  /** Whether its own description accepts it. */
  good: boolean;
  request: ExchangeRequest;
  response?: ExchangeResponse;
}

function problemOf(
  { faults, undeclared }: { faults: Fault[]; undeclared: () => string[][] },
  good: boolean,
  side: Side,
  other: Side,
): string | undefined {
  if (!good) return faults.length > 0 ? undefined : `${side.name} rejects it, and ${other.name} does not`;
  if (faults.length > 0)
    return `${side.name} accepts it, and ${other.name} does not: ${faults.map(faultLine).join("; ")}`;
  const [unknown] = undeclared();
  return unknown && `${other.name} does not have ${unknown.join(".")}`;
}

function* exchangesOf({ cases }: Side, { baseUrl }: SuiteContext): Generator<CrossCheckCase> {
  const plain = plainRequest(cases);
  const requestOf = (mediaType: string, value: unknown): ExchangeRequest => {
    const { url, method, headers, body = "" } = toRaw(cases, { ...plain, body: { mediaType, value } }, baseUrl);
    return { url, method, headers: new Headers(headers), body: new TextEncoder().encode(body) };
  };
  const bodiless = toRaw(cases, plain, baseUrl);
  const request = {
    ...bodiless,
    headers: new Headers(bodiless.headers),
    body: new TextEncoder().encode(bodiless.body),
  };
  for (const schemes of cases.operation.security) {
    const { headers } = credentialsFor([schemes]);
    const names = schemes.map(({ type, scheme }) => scheme ?? type).join(" and ");
    const sent = new Headers({ ...bodiless.headers, ...headers });
    yield { title: `a request with ${names}`, good: true, request: { ...request, headers: sent } };
  }
  for (const body of cases.bodies) {
    for (const { title, good, value } of valuesOf(body)) {
      yield { title: `a request: ${title}`, good, request: requestOf(body.content.mediaType, value) };
    }
  }
  for (const response of cases.responses) {
    for (const body of response.bodies) {
      for (const { title, good, value } of valuesOf(body)) {
        yield { title: `${response.status}: ${title}`, good, request, response: toResponse(response, body, value) };
      }
    }
  }
}

function* valuesOf({
  content,
  locations,
  options,
}: BodyCases): Generator<{ title: string; good: boolean; value: unknown }> {
  for (const which of ["none", "all"] as const) {
    yield {
      title: `${which} of the optional properties`,
      good: true,
      value: sampleOf(content.schema, { ...options, properties: which }),
    };
  }
  for (const location of locations) {
    const where = location.label || "the body";
    if (location.travels) {
      for (const { rule, value } of goodValues(location, options)) {
        const found = wholeWith(location, value, content.schema, options);
        if (found) yield { title: `${rule} at ${where}`, good: true, value: found.whole };
      }
    }
    for (const { rule, value } of wrongValues(location, options)) {
      yield { title: `broken ${rule} at ${where}`, good: false, value: location.put(value) };
    }
  }
}

function toResponse({ status, headers }: ResponseCases, { content }: BodyCases, value: unknown): ExchangeResponse {
  const sent = headers.map(({ parameter, options }): [string, string] => [
    parameter.name,
    String(parameter.examples[0] ?? sampleOf(parameter.schema, options)),
  ]);
  return {
    status,
    headers: new Headers([...sent, ["Content-Type", content.mediaType]]),
    body: new TextEncoder().encode(JSON.stringify(value)),
  };
}
