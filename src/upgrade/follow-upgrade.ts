import type { StatusCheck } from "../waiting/status-check.js";
import { isReplaced } from "./phases.js";
import type { RunContext } from "./run-context.js";
import type { UpgradeFailure } from "./upgrade-error.js";
import { isUnderWay } from "./upgrade-token.js";
import { failureOf, watch } from "./watch.js";

/** How long Atlas may show an old state before it counts, in milliseconds. */
const FAIR_MS = 600_000;

/** The longest gap between two status checks that still show one continuous state, in milliseconds. */
const GAP_MS = 120_000;

/**
 * Follows an upgrade that is, or may be, under way to its end.
 *
 * @throws {@link AtlasUpgradeError} if the upgrade does not succeed
 */
export async function followUpgrade(context: RunContext): Promise<StatusCheck> {
  const { now, timeLimitMs } = context.settings;
  const endsAt = now() + timeLimitMs;
  // Since when each state has been seen without interruption.
  const since = { read: now(), elsewhere: now(), foreign: now() };
  // Since when the cluster has been IDLE short of its target: as it was before, or on another tier.
  let rest: { readonly as: string | undefined; readonly since: number } = { as: undefined, since: now() };
  for await (const check of watch(context, endsAt)) {
    if (check.outcome === "failed") throw failureOf(context, check);
    if (check.outcome === "done" && check.isLast) return check;
    if (!check.nowhere) since.elsewhere = now();
    else if (now() - since.elsewhere >= FAIR_MS) throw gone(context, check);
    if (!check.foreign) since.foreign = now();
    else if (now() - since.foreign >= FAIR_MS) throw failureOf(context, check);
    if (check.data === undefined) continue;
    if (isProof(context, check)) await context.keep({ sent: "yes" });
    // After a longer gap, it is not certain that the state lasted.
    const isUnbroken = now() - since.read <= GAP_MS;
    since.read = now();
    const as = restOf(context, check);
    if (as !== rest.as || !isUnbroken) rest = { as, since: now() };
    const restedMs = now() - rest.since;
    if (as === "before") giveUpInTime(context, restedMs);
    else if (as !== undefined && restedMs >= FAIR_MS) throw other(context, as);
  }
  throw timeUp(context, rest.as === "before" ? now() - rest.since : 0);
}

/** `before` if the cluster is IDLE as it was before, its tier if it is IDLE on another one, and otherwise `undefined`. */
function restOf({ token }: RunContext, { values }: StatusCheck): string | undefined {
  const { target, oldId = values.id } = token;
  const { state, tier, id } = values;
  if (state !== "IDLE" || tier === target) return undefined;
  if (id === oldId) return "before";
  return typeof tier === "string" ? tier : undefined;
}

// A cluster that was replaced when the upgrade was sent, or later, proves that the upgrade was carried out.
function isProof({ token }: RunContext, check: StatusCheck): boolean {
  const { sent, sentAt } = token;
  if (sent !== "unknown" || !isReplaced(check, token)) return false;
  // Atlas gives whole seconds.
  return Date.parse(String(check.values.created)) >= Math.floor(Date.parse(sentAt ?? "") / 1000) * 1000 - 1000;
}

function giveUpInTime(context: RunContext, lastedMs: number): void {
  const { sent, sentAt } = context.token;
  if (sent === "yes" || lastedMs < FAIR_MS) return;
  const hint = "Look at it in Atlas; if nothing is under way there, call upgradeCluster";
  const giveUp = (message: string, how = hint) => context.failure("unknown-outcome", message, { hint: how });
  if (isUnderWay(context.token)) {
    const why = "it was a change other than an upgrade, or the upgrade had no effect";
    throw giveUp(`it was being changed, and ${asBefore(context, lastedMs, " again")}: ${why}`);
  }
  if (sentAt === undefined) throw giveUp(`no upgrade has been seen: ${asBefore(context, lastedMs)}`);
  const unknown = `it is not known whether Atlas has received the upgrade, which was sent at ${sentAt}`;
  throw giveUp(`${unknown}; ${asBefore(context, lastedMs)}. That proves nothing`, `${hint} again`);
}

function other(context: RunContext, tier: string) {
  const { source, target } = context.token;
  const message =
    tier === source
      ? `another cluster has this name now: it is ${tier}, and its id is not that of the old one`
      : `the cluster has become ${tier}, and not ${target}: another upgrade came first`;
  return context.failure("failed", message);
}

function gone(context: RunContext, { error }: StatusCheck) {
  return context.failure("not-found", "the cluster no longer exists: Atlas has not found it for 10 minutes", {
    cause: error,
  });
}

function timeUp(context: RunContext, asBeforeMs: number) {
  const { token, settings, state } = context;
  const { stateName = "unknown", tier = "unknown" } = state;
  const seen = `(state ${stateName}, tier ${tier})`;
  const waitsOn = "resumeUpgrade(atlas, error.token) continues to wait";
  const limit = `the time limit of ${minutes(settings.timeLimitMs)} was reached`;
  const end = (reason: UpgradeFailure, what: string, hint: string) =>
    context.failure(reason, `${limit}, and ${what}`, { hint });
  if (!isUnderWay(token)) return end("unknown-outcome", `no upgrade has been seen ${seen}`, waitsOn);
  if (asBeforeMs >= FAIR_MS) {
    const what = `${asBefore(context, asBeforeMs)}: the upgrade seems to have had no effect`;
    return end("time-limit", what, `Look at it in Atlas; ${waitsOn}`);
  }
  const continues = `The upgrade continues in Atlas: ${waitsOn}`;
  return end("time-limit", `the cluster is not ${token.target} and ready yet ${seen}`, continues);
}

function asBefore({ token: { source } }: RunContext, lastedMs: number, again = ""): string {
  return `the cluster has been ${source ?? "what it was"} and IDLE${again} for ${minutes(lastedMs)}`;
}

function minutes(ms: number): string {
  const [count, unit] = ms < 60_000 ? [Math.ceil(ms / 1000), "second"] : [Math.round(ms / 60_000), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
