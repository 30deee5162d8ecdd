import { type Contract, type ContractOperation, type JsonObject, readContract } from "../description/index.js";
import type { Exchange, ExchangeJudgement, ExchangeRequest, ExchangeResponse } from "./exchange.js";
import { createJudgeParts, type JudgeParts } from "./judge-parts.js";
import { judgeRequest } from "./judge-request.js";
import { judgeResponse } from "./judge-response.js";
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
  /** What is wrong with a value, by a schema of the contract. */
  judgeSchema: SchemaJudge;
  /** The names in a query that belong to a parameter; `*` if it may have any. */
  knownNames: JudgeParts["knownNames"];
  contract: Contract;
}

/** Options of an exchange judge. */
export interface ExchangeJudgeOptions {
  /**
   * What comes before the path templates in a URL, as an alternative to what the description's servers say.
   *
   * @default the paths of the description's servers
   */
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
  const parts = createJudgeParts(contract.resolve, judgeSchema);
  const match = createOperationMatcher(contract, options.serverPaths);

  const judgeWith = (request: ExchangeRequest, response?: Exchange["response"]): ExchangeJudgement => {
    const found = match(request.method, new URL(request.url).pathname);
    const ofRequest = judgeRequest(request, found, parts);
    const { operation } = found;
    const ofResponse = operation && response && judgeResponse(response, operation, parts);
    return {
      ...(operation && { operation: operation.key }),
      faults: [...ofRequest.faults, ...(ofResponse?.faults ?? [])],
      undeclared: () => [...ofRequest.undeclared(), ...(ofResponse?.undeclared() ?? [])],
    };
  };
  return {
    judge: ({ request, response }) => judgeWith(request, response),
    judgeRequest: (request) => judgeWith(request),
    judgeResponse: (response, operation) => ({
      operation: operation.key,
      ...judgeResponse(response, operation, parts),
    }),
    judgeSchema,
    knownNames: parts.knownNames,
    contract,
  };
}
