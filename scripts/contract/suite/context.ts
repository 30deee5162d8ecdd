import type { OperationDescriptor } from "../../../src/operation.js";
import type { FetchLike } from "../../../src/transport/send.js";
import type { ContractOperation } from "../../toolkit/description/index.js";
import type { ExchangeJudge } from "../exchange/exchange-judge.js";
import type { Coverage } from "./coverage.js";
import type { OperationCases } from "./operation-cases.js";

/** What a call of the SDK gives, whichever way it went. */
export interface SdkResult {
  data?: unknown;
  response: Response;
  rateLimit?: unknown;
  deprecation?: unknown;
}

/** The SDK under test, as the suite uses it. */
export interface Sdk {
  /** A named operation, with its flat request. */
  named(operationId: string, request: Record<string, unknown>): Promise<SdkResult>;
  /** The client underneath, which takes all parameters; it gives an error answer back instead of throwing it. */
  raw(method: string, template: string, init: Record<string, unknown>): Promise<SdkResult>;
}

/** Makes the SDK under test over a `fetch`. */
export type SdkFactory = (fetch: FetchLike) => Sdk;

/** Two parts of the contract that don't agree. */
export interface Disagreement {
  /** The key of the operation. */
  operation: string;
  /** The part of the suite that saw it. */
  part: string;
  /** The case, in words. */
  title: string;
  message: string;
}

/** Something that the suite has no cases for, and why. */
export interface Skip {
  operation: string;
  what: string;
  reason: string;
}

/** What the parts of the suite share. */
export interface SuiteContext {
  /** By the description that the SDK was made from. */
  judge: ExchangeJudge;
  /** By the description that the mock serves, if it is another one. */
  servedJudge?: ExchangeJudge;
  /** The cases of each operation of that description. */
  operations: OperationCases[];
  /** The operation of the description that the mock serves, if it still has it. */
  served: (operation: ContractOperation) => OperationCases | undefined;
  /** What the SDK knows of an operation; nothing: it can't be called by name. */
  descriptorOf: (operation: ContractOperation) => OperationDescriptor | undefined;
  sdk: SdkFactory;
  mock: FetchLike;
  /** Where the mock lives. */
  baseUrl: string;
  coverage: Coverage;
  seed: number;
  /** How many random requests, and random answers, each operation gets. */
  runs: number;
  /** Counts a case. */
  count: (part: string) => void;
  disagree: (disagreement: Disagreement) => void;
  skip: (skip: Skip) => void;
}

/** Runs a task for each item, a few at a time: one that waits for the mock leaves room for another. */
export async function forEachOf<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await task(item);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}

/** Why some cases can't be judged: a union without a discriminator has values that belong to several of its branches. */
export const UNDECIDED = "another branch of the union decides";
