import type { ContractOperation, ContractResponse } from "../description/index.js";
import type { ExchangeResponse } from "./exchange.js";
import { type JudgeParts, judgeBody, judgeParameter, onlyFaults, type PartJudgement } from "./judge-parts.js";

// These come without a body, whatever is declared.
const NULL_BODY_STATUSES = [204, 205, 304];

/** The declared response of a status: itself, its class, or the default. */
export function findResponse({ responses }: ContractOperation, status: number): ContractResponse | undefined {
  const candidates = [String(status), `${String(status)[0]}XX`, "default"];
  return candidates.map((key) => responses.find((response) => response.status === key)).find(Boolean);
}

/** What is wrong with a response, and the undeclared properties of its body. */
export function judgeResponse(
  { status, headers, body }: ExchangeResponse,
  operation: ContractOperation,
  parts: JudgeParts,
): PartJudgement {
  const declared = findResponse(operation, status);
  if (!declared) {
    const known = operation.responses.map((response) => response.status).join(", ");
    const message = `${status} is none of ${known || "none"}`;
    return onlyFaults({ kind: "status", location: ["response", "status"], rule: "undeclared", message });
  }
  const headerFaults = declared.headers.flatMap((header) => {
    const value = headers.get(header.name);
    return judgeParameter(header, value === null ? [] : [value], [], "response", parts);
  });
  const judged = judgeResponseBody(body, headers, status, operation, declared, parts);
  return { faults: [...headerFaults, ...judged.faults], undeclared: judged.undeclared };
}

function judgeResponseBody(
  body: Uint8Array,
  headers: Headers,
  status: number,
  { method }: ContractOperation,
  { content }: ContractResponse,
  parts: JudgeParts,
): PartJudgement {
  const fault = (rule: string, message: string) =>
    onlyFaults({ kind: "body", location: ["response", "body"], rule, message });
  if (body.length === 0) {
    const none = content.length === 0 || method === "HEAD" || NULL_BODY_STATUSES.includes(status);
    return none ? onlyFaults() : fault("required", "is missing");
  }
  if (content.length === 0) return fault("undeclared", "no body is declared");
  return judgeBody(body, headers.get("Content-Type"), content, "response", parts);
}
