import type { ContractOperation, ContractResponse, Resolve } from "../description/index.js";
import { type ExchangeResponse, type Fault, fault } from "./exchange.js";
import { judgeBody } from "./judge-body.js";
import { judgeParameter } from "./judge-parameter.js";
import type { SchemaJudge } from "./schema-judge.js";

/** The statuses whose responses come without a body, whatever is declared. */
export const NULL_BODY_STATUSES: readonly number[] = [204, 205, 304];

/** The declared response of a status: itself, its class, or the default. */
export function findResponse({ responses }: ContractOperation, status: number): ContractResponse | undefined {
  const candidates = [String(status), `${String(status)[0]}XX`, "default"];
  return candidates.map((key) => responses.find((response) => response.status === key)).find(Boolean);
}

/** What is wrong with a response. */
export function judgeResponse(
  response: ExchangeResponse,
  operation: ContractOperation,
  tools: { resolve: Resolve; judgeSchema: SchemaJudge },
): Fault[] {
  const { status, headers, body } = response;
  const declared = findResponse(operation, status);
  if (!declared) {
    const known = operation.responses.map((other) => other.status).join(", ");
    return [fault("status", ["response", "status"], "undeclared", `${status} is not one of ${known || "none"}`)];
  }
  const faults = declared.headers.flatMap((header) =>
    judgeParameter(header, [headers.get(header.name) ?? []].flat(), [], "response", tools),
  );
  const { content } = declared;
  const location = ["response", "body"];
  if (body.length === 0) {
    const none = content.length === 0 || operation.method === "HEAD" || NULL_BODY_STATUSES.includes(status);
    return none ? faults : [...faults, fault("body", location, "required", "is missing")];
  }
  return content.length === 0
    ? [...faults, fault("body", location, "undeclared", "no body is declared")]
    : [...faults, ...judgeBody(response, content, "response", tools.judgeSchema)];
}
