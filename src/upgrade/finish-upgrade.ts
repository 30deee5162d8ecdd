import type { GetClusterData, GetFlexClusterData } from "../../generated/operations.js";
import type { FollowUp } from "../plan/upgrade-plan.js";
import type { StatusCheck } from "../waiting/status-check.js";
import { applyFollowUp } from "./apply-follow-up.js";
import { followUpgrade } from "./follow-upgrade.js";
import { isRecorded } from "./recorded-settling.js";
import type { RunContext } from "./run-context.js";
import { tagsOf } from "./run-plan.js";
import { AtlasUpgradeError } from "./upgrade-error.js";
import type { UpgradeResult } from "./upgrade-progress.js";

/** The settings that a cluster should have, by property. */
export type Expected = Readonly<Record<string, unknown>>;

/** How long settings may take to appear on the cluster, in milliseconds. */
const VERIFY_MS = 60_000;

/**
 * How far an upgraded cluster's createDate may be from when the upgrade was sent, in milliseconds; the recorded maximum
 * is one second.
 */
const APART_MS = 60_000;

/**
 * Follows an upgrade to its end, applies the settings that are due, checks that the cluster has all requested settings,
 * and makes the result.
 *
 * @throws {@link AtlasUpgradeError} if the upgrade does not succeed, if a setting could not be applied, or if another
 * cluster of this name was created
 */
export async function finishUpgrade(
  context: RunContext,
  expected: Expected,
  outcome: UpgradeResult["outcome"] = "upgraded",
): Promise<UpgradeResult> {
  const last = await followUpgrade(context);
  const { now } = context.settings;
  const isUpgraded = outcome === "upgraded" ? wasUpgraded(context, last) : true;
  const due = context.token.afterwards;
  const isDue = due && missing(due.request.body, last).length > 0;
  const wasSeenBefore = outcome === "upgraded" && context.token.source !== undefined;
  const applied = isDue ? (wasSeenBefore ? due : withoutLoss(due, last)) : undefined;
  if (applied) await applyFollowUp(context, applied, () => followUpgrade(context));
  let settled = last;
  const wanted = { ...expected, ...due?.request.body };
  const endsAt = now() + VERIFY_MS;
  while ((outcome === "upgraded" || applied) && missing(wanted, settled).length > 0 && now() < endsAt) {
    settled = await followOn(context, missing(wanted, settled));
  }
  if (due) {
    const { afterwards: _, ...token } = context.token;
    context.token = token;
    await context.keep({});
  }
  context.report({ phase: "settled" });
  const cluster = settled.data as GetClusterData | GetFlexClusterData;
  const unverified = [...missing(wanted, settled), ...(isUpgraded ? [] : ["createDate"])];
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

// The settings of a cluster that was not seen before its upgrade may have changed since, so none is replaced.
function withoutLoss({ operation, request }: FollowUp, { data }: StatusCheck): FollowUp | undefined {
  const { tags = [], terminationProtectionEnabled } = request.body;
  const isProtected = Object(data).terminationProtectionEnabled === true;
  const present = tagsOf(data);
  const added = tags.filter(({ key }) => present.every((tag) => tag.key !== key));
  const body = {
    ...(added.length > 0 && { tags: [...present, ...added] }),
    ...(terminationProtectionEnabled && !isProtected && { terminationProtectionEnabled }),
  };
  return Object.keys(body).length > 0 ? { operation, request: { ...request, body } } : undefined;
}

// Follows the cluster until it is done again, since Atlas often changes it once more.
async function followOn(context: RunContext, unseen: readonly string[]): Promise<StatusCheck> {
  try {
    return await followUpgrade(context);
  } catch (error) {
    if (!(error instanceof AtlasUpgradeError) || error.reason === "failed") throw error;
    const what = `it could not be checked whether it has its ${unseen.join(" and ")}: ${context.wordsOf(error)}`;
    const message = `the cluster is ${context.token.target} now, but ${what}`;
    throw context.failure(error.reason, message, { cause: error.cause, ...(error.hint && { hint: error.hint }) });
  }
}

// In all 75 recorded upgrades from M0 to dedicated, the new createDate is the time at which the upgrade was sent. Other
// upgrades were not recorded, and without Atlas's own date our clock may be wrong: then a matching date proves that it
// is this cluster, but another date proves nothing.
function wasUpgraded(context: RunContext, { values }: StatusCheck): boolean {
  const { sentAt, acceptedAt } = context.token;
  if (sentAt === undefined) return true;
  const lateMs = Date.parse(String(values.created)) - Date.parse(acceptedAt ?? sentAt);
  if (Math.abs(lateMs) <= APART_MS) return true;
  if (!isRecorded(context.token) || acceptedAt === undefined || !(lateMs > 0)) return false;
  throw context.failure(
    "failed",
    `another cluster has this name now: Atlas accepted the upgrade at ${acceptedAt}, and this one was created at ${values.created}`,
  );
}

function missing(expected: Expected, { data }: StatusCheck): string[] {
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
