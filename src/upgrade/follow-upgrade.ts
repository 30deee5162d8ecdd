import type { Look, Subject } from "../waiting/look.js";
import type { RunContext } from "./run-context.js";
import { failureOf, watch } from "./watch.js";

/** How long Atlas may show the cluster as it was, in milliseconds, until that means something. */
const FAIR_MS = 600_000;

/**
 * Follows an upgrade that is under way, or may be, to its end.
 *
 * @throws {@link AtlasUpgradeError} if it doesn't come to a good one
 */
export async function followUpgrade(context: RunContext, subject: Subject): Promise<Look> {
  const { now, timeLimitMs } = context.settings;
  const endsAt = now() + timeLimitMs;
  // Since when nothing but what now counts was seen.
  const since = { changing: context.token.sent === "no" ? now() : Number.NEGATIVE_INFINITY, elsewhere: now() };
  for await (const look of watch(context, subject, endsAt)) {
    if (look.outcome === "failed") throw failureOf(context, look);
    if (look.outcome === "done" && look.isLast) return look;
    if (!look.nowhere) since.elsewhere = now();
    else if (now() - since.elsewhere >= FAIR_MS) throw gone(context, look);
    if (look.data === undefined) continue;
    if (isProof(context, look)) await context.keep({ sent: "yes" });
    if (isAsBefore(context, look)) await giveUpInTime(context, since.changing);
    else since.changing = now();
    if (isOther(context, look)) throw other(context, look);
  }
  throw timeUp(context);
}

function isAsBefore({ token }: RunContext, { values }: Look): boolean {
  return values.state === "IDLE" && values.tier !== token.target && (token.oldId ?? values.id) === values.id;
}

// A new id that was made at the sending or later: somebody's upgrade took, and there was no other.
function isProof({ token }: RunContext, { values }: Look): boolean {
  const { sent, sentAt, oldId } = token;
  if (sent !== "unknown" || oldId === undefined || values.id === undefined || values.id === oldId) return false;
  // Atlas gives whole seconds.
  return Date.parse(String(values.created)) >= Math.floor(Date.parse(sentAt ?? "") / 1000) * 1000 - 1000;
}

async function giveUpInTime(context: RunContext, changedAt: number): Promise<void> {
  const { sent, sentAt = "", source } = context.token;
  if (sent === "yes") return;
  const sinceMs = context.settings.now() - Math.max(changedAt, sent === "unknown" ? Date.parse(sentAt) : changedAt);
  if (sinceMs < FAIR_MS) return;
  const look = "look at it in Atlas, and if nothing is under way there, call upgradeCluster again";
  throw context.failure(
    "unknown-outcome",
    sent === "unknown"
      ? `whether Atlas has received the upgrade is not known, and for ${minutes(sinceMs)} minutes the cluster has been ${source ?? "what it was"} and IDLE. That proves nothing: ${look}`
      : `the cluster was being changed when this began, and has been what it was, and IDLE, for ${minutes(sinceMs)} minutes; nothing was sent. If it is to be upgraded, ${look}`,
  );
}

// Neither what it was nor what it was to become, and at rest: another upgrade has come first.
function isOther({ token }: RunContext, { values }: Look): boolean {
  const { source, target, oldId } = token;
  if (values.state !== "IDLE" || values.tier === undefined || values.tier === target) return false;
  return values.tier !== source && oldId !== undefined && values.id !== oldId;
}

function other(context: RunContext, { values }: Look) {
  const { target } = context.token;
  return context.failure(
    "failed",
    `the cluster has become ${values.tier}, and not ${target}: another upgrade came first`,
  );
}

function gone(context: RunContext, { error }: Look) {
  return context.failure(
    "not-found",
    "there is no such cluster any more, neither by getCluster nor by getFlexCluster",
    error,
  );
}

function timeUp(context: RunContext) {
  const { timeLimitMs } = context.settings;
  const { stateName = "unknown", tier = "unknown" } = context.state;
  return context.failure(
    "time-limit",
    `the time limit of ${minutes(timeLimitMs)} minutes is up, and the cluster is not ${context.token.target} yet (state ${stateName}, tier ${tier}). The upgrade goes on in Atlas: resumeUpgrade(atlas, error.token) waits on`,
  );
}

function minutes(ms: number): number {
  return Math.round(ms / 60_000);
}
