import type { JsonObject } from "../../description/index.js";
import type { Disagreement, SdkAdapter } from "../../suite/index.js";
import type { Operator } from "../changes/change.js";
import { findDisagreement } from "./find-disagreement.js";

/** The client that stays as it is while the description changes. */
export interface UnchangedClient {
  sdk: SdkAdapter;
  baseUrl: string;
}

/** What the contract suite made of a changed description. */
export interface MutantResult {
  name: string;
  level: Operator["level"];
  /** Whether the description has a place for the change. */
  applied: boolean;
  /** The first disagreement; nothing: the suite stayed green. */
  seen?: Disagreement;
  seconds: number;
}

/**
 * Runs the contract suite of a description against a mock that serves a changed copy of it, with the client unchanged,
 * until the two disagree.
 *
 * @param runs - how many random requests each operation gets
 */
export async function runMutant(
  description: JsonObject,
  operator: Operator,
  runs: number,
  client: UnchangedClient,
): Promise<MutantResult> {
  const { name, level } = operator;
  const start = performance.now();
  const result = (more: object): MutantResult => ({
    name,
    level,
    applied: true,
    seconds: (performance.now() - start) / 1000,
    ...more,
  });
  const served = operator.apply(description as Parameters<Operator["apply"]>[0]) as JsonObject | undefined;
  if (!served) return result({ applied: false });
  const seen = await findDisagreement({ description, ...client }, served, { runs });
  return result(seen ? { seen } : {});
}
