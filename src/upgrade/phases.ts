import type { StatusCheck } from "../waiting/status-check.js";
import type { UpgradePhase, UpgradeProgress } from "./upgrade-progress.js";
import { hasBegun, isUnderWay, type UpgradeToken } from "./upgrade-token.js";

const ORDER: readonly UpgradePhase[] = [
  "probing",
  "planned",
  "waiting",
  "accepted",
  "offline",
  "swapped",
  "reachable",
  "settled",
];

/** The phase after a status check. It never goes back, since a stale response does not undo a phase that was seen. */
export function phaseOf(phase: UpgradePhase, check: StatusCheck, token: UpgradeToken): UpgradePhase {
  if (check.data === undefined || ORDER.indexOf(phase) < ORDER.indexOf("waiting")) return phase;
  const seen = seenPhase(check, token);
  return ORDER.indexOf(seen) > ORDER.indexOf(phase) ? seen : phase;
}

/** Whether a status check shows that the cluster is being upgraded, or was. */
export function showsUpgrade(check: StatusCheck, token: UpgradeToken): boolean {
  const { values } = check;
  const { target, source, sentAt } = token;
  // If no other tier was seen and no upgrade was sent, the cluster may have had this tier all along.
  const wasOtherwise = (source ?? sentAt) !== undefined;
  return (wasOtherwise && (values.state === "UPDATING" || values.tier === target)) || isReplaced(check, token);
}

/** Whether the cluster has another id and another tier than before: an upgrade changes both at once. */
export function isReplaced({ values }: StatusCheck, { oldId, source }: UpgradeToken): boolean {
  const { id, tier } = values;
  return oldId !== undefined && id !== undefined && id !== oldId && tier !== source;
}

function seenPhase(check: StatusCheck, token: UpgradeToken): UpgradePhase {
  const { values } = check;
  const { target, oldId } = token;
  if (!hasBegun(token)) return "waiting";
  const connected = values.connection !== undefined;
  if (values.tier !== target || values.id === oldId) return connected ? "accepted" : "offline";
  return connected ? "reachable" : "swapped";
}

/** Whether the cluster was last seen ready on its target tier. */
export function hasArrived({ target }: UpgradeToken, { tier, stateName }: UpgradeProgress): boolean {
  return tier === target && stateName === "IDLE";
}

/** Describes the state and what is left to do when an upgrade is no longer followed. */
export function whatRemains(token: UpgradeToken, last: UpgradeProgress): string {
  const { sent, target, afterwards } = token;
  if (!isUnderWay(token)) return sent === "unknown" ? "it may be under way in Atlas" : "nothing was sent";
  if (!hasArrived(token, last)) return "the upgrade continues in Atlas";
  const due = Object.keys(afterwards?.request.body ?? {}).join(" and ");
  return `the cluster is ${target}${due && `, and ${due} may not be set yet`}`;
}

/** Describes the phase in one sentence. */
export function messageOf(
  phase: UpgradePhase,
  token: UpgradeToken,
  { tier, problem }: { tier?: string | undefined; problem?: string | undefined } = {},
): string {
  const { target, source } = token;
  const sentence: Record<UpgradePhase, string> = {
    probing: "Looking up what the cluster is",
    planned: "The plan is made, and nothing has been sent",
    waiting:
      tier === target
        ? `The cluster is ${target} already; checking that it stays so`
        : `No upgrade has been seen yet, and the cluster is ${source ?? "what it was"}`,
    accepted: isUnderWay(token)
      ? "The upgrade is under way"
      : "The upgrade was sent; it is not known yet whether Atlas has accepted it",
    offline: "The cluster can't be reached: it has no connection strings at the moment",
    swapped: `The cluster is ${target} now, and can't be reached yet`,
    reachable: "The cluster can be reached again, and Atlas is finishing",
    settled: `The cluster is ${target} and ready`,
  };
  return problem === undefined ? `${sentence[phase]}.` : `${sentence[phase]}; ${problem}.`;
}
