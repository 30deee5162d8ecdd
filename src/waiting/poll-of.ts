import type { OperationDescriptor } from "../operation.js";
import { type Exchange, evaluate } from "./runtime-expression.js";
import type { Subject } from "./status-check.js";

/**
 * Finds what to poll for the outcome of a request. The description may take it from the response.
 *
 * @returns `undefined` if the description does not say it
 */
export function pollOf({ poll = [] }: OperationDescriptor, exchange: Exchange): Subject | undefined {
  const found = poll.find(({ when = {} }) =>
    Object.entries(when).every(([expression, wanted]) => evaluate(expression, exchange) === wanted),
  );
  if (!found) return undefined;
  const read = (expressions: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(expressions).map(([name, expression]) => [name, evaluate(expression, exchange)]));
  return { operationId: found.operationId, parameters: read(found.parameters), variables: read(found.variables) };
}
