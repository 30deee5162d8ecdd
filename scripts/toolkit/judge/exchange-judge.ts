import { type ContractOperation, type JsonObject, readContract } from "../description/index.js";
import type { Exchange, ExchangeJudgement, ExchangeRequest, ExchangeResponse } from "./exchange.js";
import { undeclaredInBody } from "./judge-body.js";
import { findResponse, judgeRequest, judgeResponse } from "./judge-message.js";
import { createOperationMatcher } from "./match-operation.js";
import { createSchemaJudge } from "./schema-judge.js";

/** Judges exchanges by a description. */
export type ExchangeJudge = ReturnType<typeof createExchangeJudge>;

/**
 * Makes the judge of exchanges with a server, strict in both directions: an exchange without a fault matches the
 * description, down to the parameters of media types.
 *
 * @param description - a bundled OpenAPI description, 3.0 or 3.1
 * @param options.serverPaths - the prefixes of the path templates in a URL @default the paths of the description's
 * servers
 * @throws Error if the description can't be read
 * @example
 * ```ts
 * const { faults } = createExchangeJudge(description).judge({ request, response });
 * for (const fault of faults) console.log(faultLine(fault));
 * ```
 */
export function createExchangeJudge(
  description: JsonObject,
  { serverPaths }: { serverPaths?: readonly string[] | undefined } = {},
) {
  const contract = readContract(description);
  const judgeSchema = createSchemaJudge(contract);
  const tools = { resolve: contract.resolve, judgeSchema };
  const match = createOperationMatcher(contract, serverPaths);
  const judgeAlone = (request: ExchangeRequest): ExchangeJudgement => {
    const found = match(request.method, new URL(request.url).pathname);
    return { operation: found.operation, faults: judgeRequest(request, found, tools) };
  };
  return {
    contract,
    /** The faults of a value, by a schema of the contract. */
    judgeSchema,
    /** The faults of a request and its response. */
    judge: ({ request, response }: Exchange): ExchangeJudgement => {
      const { operation, faults } = judgeAlone(request);
      return { operation, faults: operation ? [...faults, ...judgeResponse(response, operation, tools)] : faults };
    },
    /** The faults of a request alone. */
    judgeRequest: judgeAlone,
    /** The faults of a response of an operation alone. */
    judgeResponse: (response: ExchangeResponse, operation: ContractOperation): ExchangeJudgement => ({
      operation,
      faults: judgeResponse(response, operation, tools),
    }),
    /** The locations in a body that the operation does not describe; it may allow them. */
    undeclared: (message: ExchangeRequest | ExchangeResponse, operation: ContractOperation): string[][] => {
      const isResponse = "status" in message;
      const declared = isResponse ? findResponse(operation, message.status) : operation.requestBody;
      return undeclaredInBody(message, declared?.content ?? [], isResponse ? "response" : "request", tools.resolve);
    },
  };
}
