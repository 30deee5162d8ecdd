import type { GetClusterData, GetFlexClusterData } from "../../generated/operations.js";
import type { Look, Subject } from "../waiting/look.js";
import { applyFollowUp } from "./apply-follow-up.js";
import { followUpgrade } from "./follow-upgrade.js";
import type { RunContext } from "./run-context.js";
import { AtlasUpgradeError } from "./upgrade-error.js";
import type { UpgradeResult } from "./upgrade-progress.js";

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
    settled = await followOn(context, subject, missing(wanted, settled));
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

// Until it is done once more, since Atlas is often at work on it again.
async function followOn(context: RunContext, subject: Subject, unseen: readonly string[]): Promise<Look> {
  try {
    return await followUpgrade(context, subject);
  } catch (error) {
    if (!(error instanceof AtlasUpgradeError) || error.reason === "failed") throw error;
    const { name, target } = context.token;
    const words = error.message.replace(`${name}: `, "");
    const message = `the cluster is ${target} now, but whether it has its ${unseen.join(" and ")} could not be seen: ${words}`;
    throw context.failure(error.reason, message, { cause: error.cause, ...(error.hint && { hint: error.hint }) });
  }
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
