import { type Contract, type ContractOperation, type JsonObject, readContract } from "../description/index.js";
import type { Exchange, ExchangeJudgement, ExchangeRequest, ExchangeResponse } from "./exchange.js";
import { undeclaredInBody } from "./judge-body.js";
import { judgeRequest } from "./judge-request.js";
import { findResponse, judgeResponse } from "./judge-response.js";
import { createOperationMatcher } from "./match-operation.js";
import { createSchemaJudge, type SchemaJudge } from "./schema-judge.js";

/** Judges exchanges by a description. */
export interface ExchangeJudge {
  /** What is wrong with a request and its response. */
  judge(exchange: Exchange): ExchangeJudgement;
  /** What is wrong with a request alone. */
  judgeRequest(request: ExchangeRequest): ExchangeJudgement;
  /** What is wrong with a response of an operation alone. */
  judgeResponse(response: ExchangeResponse, operation: ContractOperation): ExchangeJudgement;
  /** The properties of a body that the description of the operation does not know; it may allow them. */
  undeclared(message: ExchangeRequest | ExchangeResponse, operation: ContractOperation): string[][];
  /** What is wrong with a value, by a schema of the contract. */
  judgeSchema: SchemaJudge;
  contract: Contract;
}

/** Options of an exchange judge. */
export interface ExchangeJudgeOptions {
  /** What comes before the path templates in a URL. @default the paths of the description's servers */
  serverPaths?: readonly string[] | undefined;
}

/**
 * Makes the judge of exchanges with a server, strict in both directions: an exchange without a fault is what the
 * description says, to the last parameter of a media type.
 *
 * @param description - a bundled OpenAPI description, 3.0 or 3.1
 * @throws Error if the description can't be read
 * @example
 * ```ts
 * const { faults } = createExchangeJudge(description).judge({ request, response });
 * for (const fault of faults) console.log(faultLine(fault));
 * ```
 */
export function createExchangeJudge(description: JsonObject, options: ExchangeJudgeOptions = {}): ExchangeJudge {
  const contract = readContract(description);
  const judgeSchema = createSchemaJudge(contract);
  const tools = { resolve: contract.resolve, judgeSchema };
  const match = createOperationMatcher(contract, options.serverPaths);

  const judge = (request: ExchangeRequest, response?: ExchangeResponse): ExchangeJudgement => {
    const found = match(request.method, new URL(request.url).pathname);
    const { operation } = found;
    const faults = judgeRequest(request, found, tools);
    if (!operation) return { faults };
    if (response) faults.push(...judgeResponse(response, operation, tools));
    return { operation: operation.key, faults };
  };
  return {
    judge: ({ request, response }) => judge(request, response),
    judgeRequest: (request) => judge(request),
    judgeResponse: (response, operation) => ({
      operation: operation.key,
      faults: judgeResponse(response, operation, tools),
    }),
    undeclared: (message, operation) => {
      const ofResponse = "status" in message;
      const declared = ofResponse ? findResponse(operation, message.status) : operation.requestBody;
      return undeclaredInBody(message, declared?.content ?? [], ofResponse ? "response" : "request", tools.resolve);
    },
    judgeSchema,
    contract,
  };
}
