import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { boundedFilter, goodValues, sampleOf, validArbitrary, wholeWith } from "../cases/index.js";
import type { ContractParameter, Schema } from "../description/index.js";
import { type Exchange, faultLine } from "../judge/index.js";
import { forEachOf, type SuiteContext } from "./context.js";
import type { CoveredKind } from "./coverage.js";
import type { BodyCases, OperationCases, ParameterCases } from "./operation-cases.js";
import { fitsInString, parameterValue, plainRequest, type RequestCase, toRaw } from "./request-case.js";
import { exchangeThroughSdk } from "./send-through-sdk.js";

const PART = "requests";
const NO_FORM = "null, empty strings and what is nested have no written form within a parameter";

/**
 * Valid requests of an operation: each example, each optional property alone, none and all, each bound, and random ones.
 * The mock, the judge and the SDK must all accept them, and what is on the wire must be what was given.
 */
export async function runRequests(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { operation } = cases;
  const send = async (request: RequestCase) => {
    context.count(PART);
    const problem = invalidity(request, cases, context) ?? (await problemOf(request, cases, context));
    if (problem === undefined) for (const [kind, name] of request.covers) context.coverage.exercise(kind, name);
    else context.disagree({ operation: operation.key, part: PART, title: request.title, message: problem });
    return problem === undefined;
  };
  const guarded = (what: string, run: () => Promise<void>) => context.guard(operation.key, what, run);
  await forEachOf([...requestCases(cases, context)], (request) =>
    guarded(request.title, async () => void (await send(request))),
  );
  await guarded("random requests", () => runRandom(cases, context));
}

function* requestCases(cases: OperationCases, context: SuiteContext): Generator<RequestCase> {
  const plain = plainRequest(cases);
  const { key } = cases.operation;
  const required = [...plain.parameters.keys()].map((parameter): [CoveredKind, string] => [
    "parameters",
    nameOf(cases, parameter),
  ]);
  yield { ...plain, title: "as plain as can be", covers: [["operations", key], ...required] };
  for (const body of cases.bodies) yield* bodyCases(body, plain);
  for (const parameter of cases.parameters) yield* parameterCases(parameter, plain, cases, context);
  if (cases.parameters.length > 1) {
    const all = new Map(cases.parameters.map((parameter) => [parameter.parameter, parameterValue(parameter)]));
    yield { ...plain, title: "every parameter", parameters: all };
  }
}

function* bodyCases(body: BodyCases, plain: RequestCase): Generator<RequestCase> {
  const { content, name, locations, options } = body;
  const { mediaType } = content;
  for (const example of content.examples) {
    const covers: [CoveredKind, string][] = [
      ["examples", `${name} ${example.name}`],
      ["media types", name],
    ];
    yield { ...plain, title: `the example ${example.name}`, body: { mediaType, value: example.value }, covers };
  }
  for (const which of ["none", "all"] as const) {
    const value = sampleOf(content.schema, { ...options, properties: which });
    yield {
      ...plain,
      title: `${which} of the optional properties`,
      body: { mediaType, value },
      covers: [["media types", name]],
    };
  }
  for (const location of locations.filter(({ travels }) => travels)) {
    for (const { rule, value } of goodValues(location, options)) {
      const found = wholeWith(location, value, content.schema, options);
      if (!found) continue;
      yield {
        ...plain,
        title: `${rule} at ${location.label || "the body"}: ${JSON.stringify(value)?.slice(0, 60)}`,
        body: { mediaType, value: found.whole },
        covers: keptBy(name, location.label, rule, value),
      };
    }
  }
}

function* parameterCases(
  { parameter, name, locations, options }: ParameterCases,
  plain: RequestCase,
  { operation }: OperationCases,
  { skip }: SuiteContext,
): Generator<RequestCase> {
  const at = (value: unknown) => new Map([...plain.parameters, [parameter, value]]);
  for (const value of parameter.examples) {
    yield { ...plain, title: `an example of ${parameter.name}`, parameters: at(value), covers: [["parameters", name]] };
  }
  for (const location of locations) {
    for (const { rule, value } of goodValues(location, options)) {
      const found = wholeWith(location, value, parameter.schema, options);
      if (!found) continue;
      if (!fitsInString(found.whole, parameter)) {
        const nested = typeof found.whole === "object" && Object.keys(found.whole ?? {}).length > 0;
        if (nested) skip({ operation: operation.key, what: `${parameter.in} ${parameter.name}`, reason: NO_FORM });
        continue;
      }
      yield {
        ...plain,
        title: `${rule} of ${parameter.in} ${parameter.name}: ${JSON.stringify(value)}`,
        parameters: at(found.whole),
        covers: [["parameters", name], ...keptBy(name, location.label, rule, value)],
      };
    }
  }
}

/** What a good value of a location exercises. */
export function keptBy(name: string, label: string, rule: string, value: unknown): [CoveredKind, string][] {
  const id = `${name} ${label} `.replace("  ", " ");
  const required = typeof value === "object" && value !== null ? Object.keys(value) : [];
  return [
    ["properties", `${name} ${label}`],
    ["constraints kept", `${id}${rule}`],
    ...required.map((property): [CoveredKind, string] => ["constraints kept", `${id}required ${property}`]),
  ];
}

async function runRandom(cases: OperationCases, context: SuiteContext): Promise<void> {
  const [body] = cases.bodies;
  const parameters = fc.tuple(
    ...cases.parameters.map((parameter) => {
      const value = validArbitrary(parameter.parameter.schema, { ...parameter.options, properties: "random" });
      const there = boundedFilter(value, (made) => (fitsInString(made, parameter.parameter) ? undefined : NO_FORM));
      return parameter.parameter.required ? there : fc.option(there, { nil: undefined });
    }),
  );
  const value = body
    ? validArbitrary(body.content.schema, { ...body.options, properties: "random" })
    : fc.constant(undefined);
  const request = fc.tuple(parameters, value).map(
    ([texts, made]): RequestCase => ({
      title: "random",
      parameters: new Map(cases.parameters.map(({ parameter }, index) => [parameter, texts[index]])),
      ...(body && { body: { mediaType: body.content.mediaType, value: made } }),
      covers: [],
    }),
  );
  // In four strands of their own seeds, so that one waits for the mock while another is being made.
  const strands = [0, 1, 2, 3].map((strand) => context.seed + strand);
  await forEachOf(strands, async (seed) => {
    const numRuns = Math.ceil(context.runs / strands.length);
    const impossible: unknown[] = [];
    const checked = await fc.check(
      fc.asyncProperty(request, async (random) => {
        context.count(PART);
        const problem = await problemOf(random, cases, context).catch((error) => void impossible.push(error));
        if (problem !== undefined) throw new Error(problem);
      }),
      { seed, numRuns, endOnFailure: false },
    );
    // What the mock can't do is not a counterexample.
    if (impossible.length > 0) throw impossible[0];
    if (!checked.failed) return;
    const [shrunk] = checked.counterexample ?? [];
    const message =
      checked.errorInstance instanceof Error ? checked.errorInstance.message : String(checked.errorInstance);
    const shown =
      shrunk &&
      JSON.stringify({
        parameters: Object.fromEntries([...shrunk.parameters].map(([{ name }, v]) => [name, v])),
        body: shrunk.body?.value,
      });
    context.disagree({ operation: cases.operation.key, part: PART, title: `random, seed ${seed}: ${shown}`, message });
  });
}

// An example may be wrong: that is reported, and not what follows from it.
function invalidity(request: RequestCase, cases: OperationCases, { judge }: SuiteContext): string | undefined {
  const faultsOf = (schema: Schema, value: unknown, location: string[]) =>
    judge
      .judgeSchema(schema, value, "request")
      .map((fault) => `${[...location, ...fault.location].join(".")}: ${fault.message}`);
  const content = cases.bodies.find((body) => body.content.mediaType === request.body?.mediaType)?.content;
  const faults = [
    ...[...request.parameters].flatMap(([{ schema, in: location, name }, value]) =>
      value === undefined ? [] : faultsOf(schema, value, ["request", location, name]),
    ),
    ...(content ? faultsOf(content.schema, request.body?.value, ["request", "body"]) : []),
  ];
  return faults.length === 0 ? undefined : `its own schema does not allow it: ${faults.join("; ")}`;
}

async function acceptAll(): Promise<Response> {
  return new Response(null, { status: 204 });
}

async function problemOf(
  request: RequestCase,
  cases: OperationCases,
  context: SuiteContext,
): Promise<string | undefined> {
  // Of several JSON types of a body, Prism takes the first for all, and false, 0, null and an empty string for no body:
  // these are for the judge alone.
  const { mediaType, value = "" } = request.body ?? {};
  const first = mediaType === undefined || (mediaType === cases.bodies[0]?.content.mediaType && Boolean(value));
  const { exchanges, outcome } = await exchangeThroughSdk(request, cases, context, first ? context.mock : acceptAll);
  const failure = "error" in outcome ? context.sdk.failure(outcome.error) : undefined;
  const [exchange] = exchanges;
  if (!exchange) return `the SDK sent nothing: ${failure?.words}`;
  const violations = exchange.response.headers.get("sl-violations");
  const { status } = exchange.response;
  // Of an operation that declares errors alone, an error is the right response.
  const declared = cases.operation.responses.map((response) => response.status);
  const isDeclared = declared.some((one) => one === `${status}` || one.toUpperCase() === `${`${status}`[0]}XX`);
  const fails = status >= 400 && (declared.some((one) => /^(2|default)/.test(one)) || !isDeclared);
  if (violations !== null || fails)
    return `the mock responds with ${status}: ${violations ?? new TextDecoder().decode(exchange.response.body).slice(0, 200)}`;
  const { faults } = first ? context.judge.judge(exchange) : context.judge.judgeRequest(exchange.request);
  if (faults.length > 0) return faults.map(faultLine).join("; ");
  if (failure && first && status < 400) return `the SDK fails: ${failure.words}`;
  if (exchanges.length > 1) return `the SDK sent ${exchanges.length} requests`;
  return differenceOnTheWire(exchange, request, cases, context);
}

function differenceOnTheWire(
  { request: sent }: Exchange,
  request: RequestCase,
  cases: OperationCases,
  { baseUrl }: SuiteContext,
): string | undefined {
  const text = new TextDecoder().decode(sent.body);
  const asJson = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  const body = text === "" ? undefined : JSON.parse(text);
  if (!isDeepStrictEqual(body, asJson(request.body?.value))) return `the body on the wire is ${text.slice(0, 200)}`;
  const raw = toRaw(cases, request, baseUrl);
  const expected = new URL(raw.url);
  const actual = new URL(sent.url);
  if (decodeURIComponent(actual.pathname) !== decodeURIComponent(expected.pathname))
    return `the path on the wire is ${actual.pathname}`;
  const sorted = (url: URL) => [...url.searchParams].map(String).sort();
  if (!isDeepStrictEqual(sorted(actual), sorted(expected))) return `the query on the wire is ${actual.search}`;
  const given = new Headers(raw.headers);
  const lost = [...request.parameters]
    .filter(([{ in: location }, value]) => location === "header" && value !== undefined && typeof value !== "object")
    .find(([{ name }]) => sent.headers.get(name) !== given.get(name));
  return lost && `the header ${lost[0].name} on the wire is ${sent.headers.get(lost[0].name)}`;
}

function nameOf({ parameters }: OperationCases, wanted: ContractParameter): string {
  return parameters.find(({ parameter }) => parameter === wanted)?.name ?? "";
}
