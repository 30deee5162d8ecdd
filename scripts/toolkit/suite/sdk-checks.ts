import { invalidCases } from "../cases/index.js";
import { readFailure } from "./adapters/read-failure.js";
import type { SuiteContext } from "./context.js";
import type { SuiteCase } from "./log.js";
import type { OperationCases } from "./operation-cases.js";
import { plainRequest } from "./request-case.js";

/** A flat request that the SDK must reject, and the property that its error must name. */
interface RejectedRequest extends SuiteCase {
  request: Record<string, unknown>;
  property: string;
}

/**
 * The checks that the SDK makes before it sends a request: wrong path parameters, missing and unknown properties, a
 * missing body.
 */
export async function runSdkChecks(cases: OperationCases, { sdk, log }: SuiteContext): Promise<void> {
  const method = sdk.named(cases.operation);
  if (!method) return;
  const rejected = rejectedRequests(cases);
  await log.runCases(cases.operation.key, "checks before sending", rejected, async ({ request, property }) => {
    let sent = 0;
    const send = async () => {
      sent += 1;
      return Response.json({});
    };
    const call = method.call(send, request);
    const failure = await call.then(() => undefined, readFailure);
    if (sent > 0) return "the SDK sends the request instead of rejecting it";
    const isNamed = failure?.kind === "InvalidRequest" && failure.property === property;
    return isNamed ? undefined : `the SDK's error does not name ${property}: ${failure?.words}`;
  });
}

function* rejectedRequests(cases: OperationCases): Generator<RejectedRequest> {
  const plain = plainRequest(cases);
  const valid: Record<string, unknown> = {
    ...Object.fromEntries([...plain.parameters].map(([{ name }, value]) => [name, value])),
    ...(plain.body && { body: plain.body.value }),
  };
  const rejected = (title: string, property: string, value: unknown): RejectedRequest => ({
    ...{ title, covers: [], property, request: { ...valid, [property]: value } },
  });
  yield rejected("an unknown property", "noSuchProperty", 1);
  if (cases.operation.requestBody?.required) yield rejected("no body", "body", undefined);
  for (const { parameter, locations, options } of cases.parameters) {
    const { name } = parameter;
    if (parameter.required) yield rejected(`no ${name}`, name, undefined);
    if (parameter.in !== "path") continue;
    for (const value of ["", ".", "..", {}]) yield rejected(`${name} ${JSON.stringify(value)}`, name, value);
    for (const { rule, value } of invalidCases({ locations: locations.slice(0, 1), options }))
      if (["pattern", "minLength", "maxLength"].includes(rule)) yield rejected(`${rule} of ${name}`, name, value);
  }
}
