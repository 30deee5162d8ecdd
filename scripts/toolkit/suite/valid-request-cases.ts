import fc from "fast-check";
import { boundedFilter, type SchemaCases, validArbitrary, validCases } from "../cases/index.js";
import { faultLine, faultsIn } from "../judge/index.js";
import { validBodies } from "./body-values.js";
import type { SuiteContext } from "./context.js";
import { type Covered, keptBy } from "./coverage.js";
import type { BodyCases, OperationCases, ParameterCases } from "./operation-cases.js";
import { fitsInString, parameterValue, plainRequest, type RequestCase } from "./request-case.js";

const NO_FORM = "a parameter can't have null, an empty string or a nested value";

/** Valid requests of an operation: each example, each optional property alone, none and all of them, and each bound. */
export function* validRequestsOf(cases: OperationCases, { log }: SuiteContext): Generator<RequestCase> {
  const plain = plainRequest(cases);
  const { key } = cases.operation;
  const required = cases.parameters.filter(({ parameter }) => plain.parameters.has(parameter));
  const covers = [["operations", key], ...required.map(({ name }) => ["parameters", name])] as unknown as Covered[];
  yield { ...plain, title: "only what is required", covers };
  for (const body of cases.bodies) yield* requestsWithBody(body, plain);
  for (const parameter of cases.parameters)
    yield* requestsWithParameter(parameter, plain, (what) => log.skip(key, what, NO_FORM));
  if (cases.parameters.length > 1) {
    const all = new Map(cases.parameters.map((parameter) => [parameter.parameter, parameterValue(parameter)]));
    yield { ...plain, title: "every parameter", parameters: all };
  }
}

function* requestsWithBody(body: BodyCases, plain: RequestCase): Generator<RequestCase> {
  const { content, name } = body;
  const { mediaType } = content;
  for (const example of content.examples) {
    const covers: Covered[] = [
      ["examples", `${name} ${example.name}`],
      ["media types", name],
    ];
    const { name: exampleName, value } = example;
    const problem = exampleProblem(value, body, "body");
    const title = `the example ${exampleName}`;
    yield { ...plain, title, example: exampleName, body: { mediaType, value }, covers, problem };
  }
  for (const { title, covers, value } of validBodies(body))
    yield { ...plain, title, covers, body: { mediaType, value } };
}

function* requestsWithParameter(
  cases: ParameterCases,
  plain: RequestCase,
  skip: (what: string) => void,
): Generator<RequestCase> {
  const { parameter, name } = cases;
  const withValue = (title: string, value: unknown, covers: Covered[]): RequestCase => ({
    ...plain,
    ...{ title, of: `${parameter.in} ${parameter.name}` },
    parameters: new Map([...plain.parameters, [parameter, value]]),
    covers: [["parameters", name], ...covers],
  });
  for (const value of parameter.examples) {
    const problem = exampleProblem(value, cases, parameter.in, parameter.name);
    yield { ...withValue(`an example of ${parameter.name}`, value, []), problem };
  }
  for (const valid of validCases(cases)) {
    const { rule, value, whole } = valid;
    const called = `${parameter.in} ${parameter.name}`;
    if (fitsInString(whole, parameter))
      yield withValue(`${rule} of ${called}: ${JSON.stringify(value)}`, whole, keptBy(name, valid));
    else if (typeof whole === "object" && Object.keys(whole ?? {}).length > 0) skip(called);
  }
}

function exampleProblem(value: unknown, { schema, options }: SchemaCases, ...location: string[]): string | undefined {
  const faults = faultsIn(["request", ...location], options.judgeSchema(schema, value, "request"));
  return faults.length === 0 ? undefined : `its schema does not allow it: ${faults.map(faultLine).join("; ")}`;
}

/** Random valid requests of an operation. */
export function randomRequest({ parameters, bodies: [body] }: OperationCases): fc.Arbitrary<RequestCase> {
  const values = parameters.map(({ parameter, options }) => {
    const value = validArbitrary(parameter.schema, { ...options, properties: "random" });
    const present = boundedFilter(value, (made) => (fitsInString(made, parameter) ? undefined : NO_FORM));
    return parameter.required ? present : fc.option(present, { nil: undefined });
  });
  const bodyValue = body
    ? validArbitrary(body.content.schema, { ...body.options, properties: "random" })
    : fc.constant(undefined);
  return fc.tuple(fc.tuple(...values), bodyValue).map(([made, value]) => ({
    ...{ title: "random", covers: [] },
    parameters: new Map(parameters.map(({ parameter }, index) => [parameter, made[index]])),
    ...(body && { body: { mediaType: body.content.mediaType, value } }),
  }));
}
