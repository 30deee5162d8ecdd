import type { ContractContent, ContractOperation } from "../../scripts/toolkit/description/index.js";
import { readDescribedOperations } from "../../scripts/toolkit/generate/index.js";
import type { AtlasClient, AtlasResult, CallOptions } from "../../src/index.js";
import { contractJudge } from "./judge.js";

/** An operation with what tests of single calls need of it. */
export interface CallableOperation {
  operationId: string;
  described: ContractOperation;
  /** The path, filled in with the parameters' examples. */
  path: string;
  /** The path and query parameters of the flat request, from the parameters' examples. */
  parameters: Record<string, unknown>;
  /** The request body that is sent, if there is one. */
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

/** The operation of an id. */
export function operationOf(operationId: string): CallableOperation {
  const operation = callableOperations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new Error(`no operation ${operationId}`);
  return operation;
}

/** Calls a named operation that is known by its id only. */
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
