import type { FetchLike } from "../../../src/transport/send.js";
import type { SdkResult, SuiteContext } from "./context.js";
import type { OperationCases } from "./operation-cases.js";
import type { RequestCase } from "./request-case.js";

/**
 * Sends a request through the SDK: by the operation's name where the named operation takes all of it, else through the
 * client underneath.
 *
 * @throws what the SDK throws
 */
export function sendThroughSdk(
  { parameters, body }: RequestCase,
  { operation, bodies }: OperationCases,
  { sdk, descriptorOf }: Pick<SuiteContext, "sdk" | "descriptorOf">,
  fetch: FetchLike,
): Promise<SdkResult> {
  const present = [...parameters].filter(([, value]) => value !== undefined);
  const descriptor = descriptorOf(operation);
  const named = present.every(([{ name, in: place }]) =>
    descriptor?.parameters.some((parameter) => parameter.name === name && parameter.in === place),
  );
  const [first] = bodies;
  const ofFirstType = body === undefined || body.mediaType === first?.content.mediaType;
  if (descriptor && named && ofFirstType) {
    const members = Object.fromEntries(present.map(([{ name }, value]) => [name, value]));
    return sdk(fetch).named(descriptor.operationId, { ...members, ...(body && { body: body.value }) });
  }
  const params: Record<string, Record<string, unknown>> = {};
  for (const [{ name, in: place }, value] of present) params[place] = { ...params[place], [name]: value };
  return sdk(fetch).raw(operation.method, operation.template, {
    params,
    ...(body && { body: body.value, ...(!ofFirstType && { headers: { "Content-Type": body.mediaType } }) }),
  });
}
