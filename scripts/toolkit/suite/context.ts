import type { ExchangeJudge } from "../judge/index.js";
import type { Coverage, Skip } from "./coverage.js";
import type { OperationCases } from "./operation-cases.js";
import type { Mock, SdkAdapter } from "./sdk.js";

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

/** What the parts of the suite share. */
export interface SuiteContext {
  /** By the description that the SDK was made from. */
  judge: ExchangeJudge;
  /** By the description that the mock serves, if it is another one. */
  servedJudge?: ExchangeJudge;
  /** The operation in the description that the mock serves, if it still has it. */
  served: OperationCases | undefined;
  /** What of the operation the mock can't check. */
  limits: readonly { location: readonly string[]; reason: string }[];
  sdk: SdkAdapter;
  mock: Mock;
  /** Where the mock lives. */
  baseUrl: string;
  coverage: Coverage;
  seed: number;
  /** How many random requests, and random responses, each operation gets. */
  runs: number;
  /** Counts a case. */
  count: (part: string) => void;
  disagree: (disagreement: Disagreement) => void;
  skip: (skip: Skip) => void;
  /** Runs something of an operation; what it throws becomes a skip with its reason. */
  guard: (operation: string, what: string, run: () => Promise<void> | void) => Promise<void>;
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
