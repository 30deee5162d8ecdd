import type { GetClusterData, GetFlexClusterData } from "../../generated/operations.js";
import type { Look, Subject } from "../waiting/look.js";
import { applyFollowUp } from "./apply-follow-up.js";
import { followUpgrade } from "./follow-upgrade.js";
import type { RunContext } from "./run-context.js";
import type { UpgradeResult } from "./upgrade-progress.js";
import { failureOf, watch } from "./watch.js";

/** Settings that a cluster should have, by property. */
export type Expected = Readonly<Record<string, unknown>>;

/** How long settings may take to show, in milliseconds. */
const VERIFY_MS = 60_000;

/**
 * Applies what is due, looks whether the cluster has what was asked for, and makes the result.
 *
 * @throws {@link AtlasUpgradeError} if what is due could not be applied
 */
export async function finishUpgrade(
  context: RunContext,
  subject: Subject,
  { last, outcome, expected }: { last: Look; outcome: UpgradeResult["outcome"]; expected: Expected },
): Promise<UpgradeResult> {
  const { now } = context.settings;
  const due = outcome === "upgraded" ? context.token.afterwards : undefined;
  const applied = due && missing(due.request.body, last).length > 0 ? due : undefined;
  if (applied) await applyFollowUp(context, applied, () => followUpgrade(context, subject));
  let settled = last;
  const wanted = { ...expected, ...due?.request.body };
  const endsAt = now() + VERIFY_MS;
  while (outcome === "upgraded" && missing(wanted, settled).length > 0 && now() < endsAt) {
    for await (const look of watch(context, subject, endsAt)) {
      if (look.outcome === "failed") throw failureOf(context, look);
      if (look.data !== undefined) settled = look;
    }
  }
  if (due) {
    const { afterwards: _, ...token } = context.token;
    context.token = token;
    await context.keep({});
  }
  context.report({ phase: "settled" });
  const cluster = settled.data as GetClusterData | GetFlexClusterData;
  const unverified = missing(wanted, settled);
  return {
    outcome,
    cluster,
    connectionStrings: cluster.connectionStrings ?? {},
    elapsedMs: context.elapsedMs,
    polls: context.state.polls,
    ...(applied && { applied }),
    ...(unverified.length > 0 && { unverified }),
  };
}

function missing(expected: Expected, { data }: Look): string[] {
  return Object.keys(expected).filter((property) => {
    const actual: unknown = Reflect.get(Object(data), property);
    return !agrees(expected[property], actual);
  });
}

// Tags have no order, and Atlas may add some of its own.
function agrees(expected: unknown, actual: unknown): boolean {
  if (!Array.isArray(expected)) return expected === (actual ?? false);
  const tags: unknown[] = Array.isArray(actual) ? actual : [];
  const label = (tag: unknown) => JSON.stringify([Reflect.get(Object(tag), "key"), Reflect.get(Object(tag), "value")]);
  const labels = new Set(tags.map(label));
  return expected.every((tag) => labels.has(label(tag)));
}
