import { capturing, type Exchange } from "../judge/index.js";
import { readFailure } from "./adapters/read-failure.js";
import type { SuiteContext } from "./context.js";
import type { OperationCases } from "./operation-cases.js";
import type { RequestCase } from "./request-case.js";
import type { CallOutcome } from "./result-problem.js";
import type { SdkAdapter, SdkResult, Send } from "./sdk.js";

/**
 * Sends a request through the SDK, which must send exactly one, and checks what comes of it. The request is a call of
 * the named operation if that takes all of it, and of the client underneath otherwise.
 *
 * @param send - sends the request
 * @param problemOf - checks the exchange on the wire and the outcome of the call
 * @returns the problem, if there is one
 * @throws the error of `send`: a limit of the mock is not a failure of the SDK
 */
export async function problemThroughSdk(
  request: RequestCase,
  cases: OperationCases,
  { sdk }: Pick<SuiteContext, "sdk">,
  send: Send,
  problemOf: (exchange: Exchange, outcome: CallOutcome) => string | undefined,
): Promise<string | undefined> {
  const exchanges: Exchange[] = [];
  const failures: unknown[] = [];
  const watched = capturing(
    (url, init) =>
      send(url, init).catch((error) => {
        failures.push(error);
        throw error;
      }),
    (exchange) => exchanges.push(exchange),
  );
  const outcome = await call(request, cases, sdk, watched).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  // Only a copy has been read; the unread original would keep its bytes in memory.
  if ("result" in outcome && !outcome.result.response.bodyUsed) await outcome.result.response.body?.cancel();
  if (failures.length > 0) throw failures[0];
  const [exchange, ...more] = exchanges;
  if (!exchange) return `the SDK sent no request: ${"error" in outcome && readFailure(outcome.error).words}`;
  return more.length > 0 ? `the SDK sent ${exchanges.length} requests` : problemOf(exchange, outcome);
}

function call(
  { parameters, body }: RequestCase,
  { operation, bodies: [first] }: OperationCases,
  sdk: SdkAdapter,
  fetch: Send,
): Promise<SdkResult> {
  const present = [...parameters].filter(([, value]) => value !== undefined);
  const method = sdk.named(operation);
  const takesAll = present.every(([{ name, in: location }]) =>
    method?.parameters.some((parameter) => parameter.name === name && parameter.in === location),
  );
  const ofFirstType = body === undefined || body.mediaType === first?.content.mediaType;
  if (method && takesAll && ofFirstType) {
    const values = Object.fromEntries(present.map(([{ name }, value]) => [name, value]));
    return method.call(fetch, { ...values, ...(body && { body: body.value }) });
  }
  const params: Record<string, Record<string, unknown>> = {};
  for (const [{ name, in: location }, value] of present) params[location] = { ...params[location], [name]: value };
  return sdk.raw(fetch, operation, {
    params,
    ...(body && { body: body.value, ...(!ofFirstType && { headers: { "Content-Type": body.mediaType } }) }),
  });
}
