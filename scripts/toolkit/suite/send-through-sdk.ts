import type { Exchange } from "../judge/index.js";
import { capturing } from "./capture.js";
import type { SuiteContext } from "./context.js";
import type { OperationCases } from "./operation-cases.js";
import type { RequestCase } from "./request-case.js";
import type { CallOutcome } from "./result-problem.js";
import type { SdkAdapter, SdkResult, Send } from "./sdk.js";

/**
 * Sends a request through the SDK, and gives what went over the wire and what the call ended with: by the operation's name
 * where the named operation takes all of it, else through the client underneath.
 *
 * @param send - what really sends
 * @throws what `send` throws: what the mock can't do is not a failure of the SDK
 */
export async function exchangeThroughSdk(
  request: RequestCase,
  cases: OperationCases,
  { sdk }: Pick<SuiteContext, "sdk">,
  send: Send,
): Promise<{ exchanges: Exchange[]; outcome: CallOutcome }> {
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
  // A copy has been read; an unread original would keep its bytes in memory.
  if ("result" in outcome && !outcome.result.response.bodyUsed) await outcome.result.response.body?.cancel();
  if (failures.length > 0) throw failures[0];
  return { exchanges, outcome };
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
    return sdk.connect(fetch).named(method.operationId, { ...values, ...(body && { body: body.value }) });
  }
  const params: Record<string, Record<string, unknown>> = {};
  for (const [{ name, in: location }, value] of present) params[location] = { ...params[location], [name]: value };
  return sdk.connect(fetch).raw(operation.method, operation.template, {
    params,
    ...(body && { body: body.value, ...(!ofFirstType && { headers: { "Content-Type": body.mediaType } }) }),
  });
}
