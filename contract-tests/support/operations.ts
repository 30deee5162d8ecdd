import type { ContractContent, ContractOperation } from "../../scripts/toolkit/description/index.js";
import { readDescribedOperations } from "../../scripts/toolkit/generate/index.js";
import type { AtlasClient, AtlasResult, CallOptions } from "../../src/index.js";
import { contractJudge } from "./judge.js";

/** An operation with the values that a test of a single call needs. */
export interface CallableOperation {
  operationId: string;
  described: ContractOperation;
  /** The path, with the parameters' examples filled in. */
  path: string;
  /** The path and query parameters of the flat request, from the parameters' examples. */
  parameters: Record<string, unknown>;
  /** The request body, if the operation has one. */
  body?: ContractContent;
  accept: string;
}

/** The operations of the committed description. */
export const callableOperations: CallableOperation[] = readDescribedOperations().map(({ descriptor }) => {
  const key = `${descriptor.method} ${descriptor.path}`;
  const described = contractJudge.contract.operations.find((operation) => operation.key === key);
  if (!described) throw new Error(`${key} is not described`);
  const required = described.parameters.filter((parameter) => parameter.required);
  const parameters = Object.fromEntries(required.map(({ name, examples }) => [name, examples[0]]));
  const [body] = described.requestBody?.content ?? [];
  return {
    operationId: descriptor.operationId,
    described,
    path: descriptor.path.replace(/\{([^{}]+)\}/g, (_, name: string) => String(parameters[name])),
    parameters,
    ...(body && { body }),
    accept: [...new Set(Object.values(descriptor.responses).flat())].join(", "),
  };
});

/** The operation with an id. */
export function operationOf(operationId: string): CallableOperation {
  const operation = callableOperations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`no operation ${operationId}`);
  return operation;
}

/** Calls a named operation by its id. */
export function callNamed(
  atlas: AtlasClient,
  operationId: string,
  request: Record<string, unknown>,
  options?: CallOptions,
): Promise<AtlasResult<unknown>> {
  const method: unknown = Reflect.get(atlas, operationId);
  if (typeof method !== "function") throw new Error(`The client has no method ${operationId}`);
  return method(request, options);
}
