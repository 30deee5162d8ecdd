import fc from "fast-check";
import { goodValues } from "../cases/good-values.js";
import { sampleOf, validArbitrary } from "../cases/sample.js";
import { wrongValues } from "../cases/wrong-values.js";
import { type Exchange, faultLine, hasFault, type WireResponse } from "../exchange/exchange.js";
import { capturing } from "./capture.js";
import { forEachOf, type SuiteContext } from "./context.js";
import type { CoveredKind } from "./coverage.js";
import type { BodyCases, OperationCases, ParameterCases, ResponseCases } from "./operation-cases.js";
import { plainRequest, type RequestCase } from "./request-case.js";
import { keptBy } from "./requests.js";
import { resultProblem } from "./result-problem.js";
import { sendThroughSdk } from "./send-through-sdk.js";

const PART = "responses";
const MOCK_FAILED = "the mock can't make a valid answer of this schema";

/** An answer to be given to the SDK. */
interface AnswerCase {
  title: string;
  status: number;
  headers: Record<string, string>;
  body?: unknown;
  covers: readonly (readonly [CoveredKind, string])[];
  /** For the judge alone: whether it sees this fault, or none. What the SDK makes of it is the same for all of them. */
  judged?: { place: string[]; rule: string } | "clean";
}

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
        { status, headers: new Headers(headers), body: new TextEncoder().encode(text ?? "") },
        cases,
        context,
      )
    : await problemOf(async () => make(), plain, cases, context);
  if (problem === undefined) for (const [kind, name] of answer.covers) context.coverage.exercise(kind, name);
  else context.disagree({ operation: cases.operation.key, part: PART, title: answer.title, message: problem });
}

function misjudged(
  expected: NonNullable<AnswerCase["judged"]>,
  answer: WireResponse,
  { operation }: OperationCases,
  { judge, servedJudge }: SuiteContext,
): string | undefined {
  const { faults } = judge.judgeResponse(answer, operation);
  const seen = faults.map(faultLine).join("; ");
  if (expected === "clean") return seen === "" ? undefined : seen;
  const { place, rule } = expected;
  if (hasFault(faults, place, rule)) return undefined;
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

function* answersOf(response: ResponseCases, context: SuiteContext): Generator<AnswerCase> {
  const { status, name } = response;
  const headers = Object.fromEntries(
    response.headers.map((header) => [header.parameter.name, text(headerValue(header))]),
  );
  const required = Object.fromEntries(
    Object.entries(headers).filter(([key]) =>
      response.headers.some(({ parameter }) => parameter.name === key && parameter.required),
    ),
  );
  const statusCovered: [CoveredKind, string] = ["statuses", name];
  if (response.bodies.length === 0) {
    // What is not JSON is not made here, and that has been said.
    if (!response.bodiless) return;
    yield { title: `${status} without a body`, status, headers, covers: [statusCovered] };
    return;
  }
  for (const body of response.bodies) {
    const typed: Record<string, string> = { ...headers, "Content-Type": body.content.mediaType };
    const covers: [CoveredKind, string][] = [
      statusCovered,
      ["media types", body.name],
      ...response.headers.map((header): [CoveredKind, string] => ["headers", header.name]),
    ];
    const base = { status, headers: typed, covers };
    const plain = sampleOf(body.content.schema, body.options);
    for (const members of ["none", "all"] as const) {
      yield {
        ...base,
        title: `${status} with ${members} of the optional members`,
        body: sampleOf(body.content.schema, { ...body.options, members }),
      };
    }
    yield {
      ...base,
      title: `${status} without optional headers`,
      headers: { ...required, "Content-Type": body.content.mediaType },
      body: plain,
    };
    for (const example of body.content.examples) {
      yield {
        ...base,
        title: `${status} ${example.name}`,
        body: example.value,
        covers: [["examples", `${body.name} ${example.name}`]],
      };
    }
    yield* edgesOf(body, base);
    yield* randomBodies(body, base, context);
    for (const header of response.headers) yield* headerEdges(header, { ...base, body: plain });
    const [first] = response.headers.filter(({ parameter }) => parameter.required);
    if (first) {
      const { [first.parameter.name]: _, ...rest } = typed;
      const judged = { place: ["response", "header", first.parameter.name], rule: "required" };
      yield { ...base, title: `${status} without ${first.parameter.name}`, headers: rest, body: plain, judged };
    }
  }
}

type Base = Pick<AnswerCase, "status" | "headers" | "covers">;

function* edgesOf({ content, name, places, options }: BodyCases, base: Base): Generator<AnswerCase> {
  for (const place of places) {
    const where = `${base.status} ${content.mediaType} ${place.label || "the body"}`;
    if (place.travels) {
      for (const { rule, value } of goodValues(place, options)) {
        yield {
          ...base,
          title: `${rule} at ${where}`,
          body: place.put(value),
          covers: keptBy(name, place.label, rule, value),
          judged: "clean",
        };
      }
    }
    for (const { rule, detail, value } of wrongValues(place, options)) {
      yield {
        ...base,
        title: `broken ${rule} ${detail} at ${where}`,
        body: place.put(value),
        covers: [["constraints broken", `${name} ${place.label} ${rule}`.replace("  ", " ")]],
        judged: { place: ["response", "body", ...place.location], rule: rule.split(" ", 1)[0] ?? rule },
      };
    }
  }
}

function* randomBodies(
  { content, options }: BodyCases,
  base: Base,
  { runs, seed }: SuiteContext,
): Generator<AnswerCase> {
  const bodies = fc.sample(validArbitrary(content.schema, { ...options, members: "random" }), {
    numRuns: Math.ceil(runs / 10),
    seed,
  });
  for (const body of bodies) yield { ...base, title: `${base.status} with ${JSON.stringify(body)}`, body };
}

function* headerEdges(
  { parameter, name, places, options }: ParameterCases,
  base: Base & { body: unknown },
): Generator<AnswerCase> {
  const [place] = places;
  if (!place) return;
  const at = (value: unknown) => ({ ...base, headers: { ...base.headers, [parameter.name]: text(value) } });
  for (const { rule, value } of goodValues(place, options)) {
    if (typeof value === "object" || value === "") continue;
    yield {
      ...at(value),
      title: `${rule} of the header ${parameter.name}`,
      covers: [["headers", name], ...keptBy(name, "", rule, value)],
    };
  }
  for (const { rule, detail, value } of wrongValues(place, options)) {
    // A text that is a header is a text, whatever it is.
    const isText = rule === "type" && [place.view.type].flat().includes("string");
    if (isText || value === null || typeof value === "object" || /^\s*$|[^\x20-\x7e]/.test(String(value))) continue;
    const judged = { place: ["response", "header", parameter.name], rule };
    yield {
      ...at(value),
      title: `broken ${rule} ${detail} of the header ${parameter.name}`,
      judged,
      covers: [["constraints broken", `${name} ${rule}`]],
    };
  }
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

function headerValue({ parameter, options }: ParameterCases): unknown {
  return parameter.examples.length > 0 ? parameter.examples[0] : sampleOf(parameter.schema, options);
}

function text(value: unknown): string {
  return typeof value === "object" && value !== null ? Object.values(value).join(",") : String(value);
}
