import { sampleOf } from "../cases/index.js";
import { isObject } from "../description/index.js";
import { toExchange } from "./capture.js";
import type { SuiteContext } from "./context.js";
import type { OperationCases } from "./operation-cases.js";
import { plainRequest } from "./request-case.js";
import { resultProblem } from "./result-problem.js";
import { sendThroughSdk } from "./send-through-sdk.js";

const PART = "undeclared responses";

/**
 * What servers do that descriptions don't say: statuses, properties and enum values that are not declared, and headers that
 * announce a deprecation. None of it may break the client, and all of it must arrive.
 */
export async function runUndeclaredResponses(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { operation } = cases;
  if (!context.sdk.named(operation)) return;
  const plain = plainRequest(cases);
  const given = undeclaredResponses(cases);
  for (const [title, status, body, headers] of given) {
    context.count(PART);
    const make = () =>
      new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
    const outcome = await sendThroughSdk(plain, cases, context, async () => make()).then(
      (result) => ({ result }),
      (error: unknown) => ({ error }),
    );
    const { response } = await toExchange("http://127.0.0.1", {}, make());
    const holder = "result" in outcome ? outcome.result : context.sdk.failure(outcome.error);
    const problem = resultProblem(response, outcome, true, context.sdk.failure) ?? deprecationProblem(headers, holder);
    if (problem !== undefined) context.disagree({ operation: operation.key, part: PART, title, message: problem });
  }
}

function undeclaredResponses({
  operation,
  responses,
}: OperationCases): [string, number, unknown, Record<string, string>][] {
  const declared = operation.responses.map(({ status }) => status);
  const free = [418, 451, 507].find((status) => !declared.includes(String(status))) ?? 499;
  const [success] = responses.filter(({ declared: status, bodies }) => status.startsWith("2") && bodies.length > 0);
  const [body] = success?.bodies ?? [];
  const value = body && sampleOf(body.content.schema, { ...body.options, properties: "all" });
  const announced = { Deprecation: "@1688169599", Sunset: "Thu, 1 Jul 2027 00:00:00 GMT" };
  const error = { error: free, errorCode: "NO_SUCH_CODE", noSuchProperty: {} };
  const given: [string, number, unknown, Record<string, string>][] = [
    [`the undeclared status ${free}`, free, error, {}],
    ["an error that announces a sunset", free, error, announced],
  ];
  if (success && isObject(value)) {
    given.push(
      ["an undeclared property", success.status, { ...value, noSuchProperty: { deep: [1] } }, {}],
      ["a success that announces a sunset", success.status, value, announced],
      ["undeclared strings for all strings", success.status, withOtherStrings(value), {}],
    );
  }
  return given;
}

// Whatever the enums and the formats are, this string is none of theirs.
function withOtherStrings(value: unknown): unknown {
  if (typeof value === "string") return "no such value";
  if (Array.isArray(value)) return value.map(withOtherStrings);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withOtherStrings(inner)]))
    : value;
}

function deprecationProblem(
  headers: Record<string, string>,
  { deprecation }: { deprecation?: unknown },
): string | undefined {
  if (headers.Sunset === undefined) return undefined;
  const { since, sunset } = (deprecation ?? {}) as { since?: Date; sunset?: Date };
  const read =
    since?.toISOString() === "2023-06-30T23:59:59.000Z" && sunset?.toISOString() === "2027-07-01T00:00:00.000Z";
  return read ? undefined : `the deprecation was read as ${since?.toISOString()}, ${sunset?.toISOString()}`;
}
