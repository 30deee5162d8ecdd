import { wrongValues } from "../cases/index.js";
import type { SuiteContext } from "./context.js";
import type { OperationCases } from "./operation-cases.js";
import { plainRequest } from "./request-case.js";

const PART = "checks before sending";

/** A flat request that the SDK has to reject, and the property that it has to name. */
interface RejectedRequest {
  title: string;
  request: Record<string, unknown>;
  property: string;
}

/** What the SDK promises to stop before anything is sent: wrong path parameters, missing and unknown properties, no body. */
export async function runSdkChecks(cases: OperationCases, context: SuiteContext): Promise<void> {
  const { operation } = cases;
  const method = context.sdk.named(operation);
  if (!method) return;
  let sent = 0;
  const sdk = context.sdk.connect(async () => {
    sent += 1;
    return Response.json({});
  });
  for (const { title, request, property } of rejectedRequests(cases)) {
    context.count(PART);
    const failure = await sdk.named(method.operationId, request).then(
      () => undefined,
      (error: unknown) => context.sdk.failure(error),
    );
    if (failure?.kind === "invalid request" && failure.property === property && sent === 0) continue;
    const message = sent > 0 ? "the SDK sends it" : `the SDK does not name ${property}: ${failure?.words}`;
    context.disagree({ operation: operation.key, part: PART, title, message });
    sent = 0;
  }
}

function* rejectedRequests(cases: OperationCases): Generator<RejectedRequest> {
  const plain = plainRequest(cases);
  const valid: Record<string, unknown> = {
    ...Object.fromEntries([...plain.parameters].map(([{ name }, value]) => [name, value])),
    ...(plain.body && { body: plain.body.value }),
  };
  yield { title: "an unknown property", request: { ...valid, noSuchProperty: 1 }, property: "noSuchProperty" };
  if (cases.operation.requestBody?.required) {
    yield { title: "no body", request: { ...valid, body: undefined }, property: "body" };
  }
  for (const { parameter, locations, options } of cases.parameters) {
    const { name } = parameter;
    if (parameter.required) yield { title: `no ${name}`, request: { ...valid, [name]: undefined }, property: name };
    if (parameter.in !== "path") continue;
    for (const value of ["", ".", "..", {}])
      yield { title: `${name} ${JSON.stringify(value)}`, request: { ...valid, [name]: value }, property: name };
    const [location] = locations;
    const wrong = location ? wrongValues(location, options) : [];
    for (const { rule, value } of wrong.filter((entry) => ["pattern", "minLength", "maxLength"].includes(entry.rule))) {
      yield { title: `${rule} of ${name}`, request: { ...valid, [name]: value }, property: name };
    }
  }
}
